namespace Amazon.ElasticMapReduce.Model;

/// <summary>The volumes of each instance of a group or type.</summary>
public class EbsConfiguration
{
    public List<EbsBlockDeviceConfig> EbsBlockDeviceConfigs { get; set; }
    public bool? EbsOptimized { get; set; }
}

/// <summary>A kind of volume, and how many of it an instance gets.</summary>
public class EbsBlockDeviceConfig
{
    public VolumeSpecification VolumeSpecification { get; set; }
    public int? VolumesPerInstance { get; set; }
}

/// <summary>A volume's type, size in GiB, and speed (operations a second; throughput in MiB a second).</summary>
public class VolumeSpecification
{
    public string VolumeType { get; set; }
    public int? Iops { get; set; }
    public int? SizeInGB { get; set; }
    public int? Throughput { get; set; }
}

/// <summary>A volume of an instance, and its device name.</summary>
public class EbsBlockDevice
{
    public VolumeSpecification VolumeSpecification { get; set; }
    public string Device { get; set; }
}

/// <summary>A volume attached to an instance.</summary>
public class EbsVolume
{
    public string Device { get; set; }
    public string VolumeId { get; set; }
}
