namespace MrJob.Local.Emr.Wire;

/// <summary>A volume of an instance, as ListInstanceGroups and ListInstanceFleets give it.</summary>
internal sealed record EbsBlockDevice(VolumeSpecification? VolumeSpecification, string Device)
{
    /// <summary>The asked volumes one by one, named as EMR attaches them: <c>/dev/sdb</c>, <c>/dev/sdc</c>, …</summary>
    public static IReadOnlyList<EbsBlockDevice> Of(EbsConfiguration? configuration) =>
    [
        .. (configuration?.EbsBlockDeviceConfigs ?? [])
            .SelectMany(c => Enumerable.Repeat(c.VolumeSpecification, c.VolumesPerInstance ?? 1))
            .Index().Select(volume => new EbsBlockDevice(volume.Item, "/dev/sd" + (char)('b' + (volume.Index % 25)))),
    ];
}
