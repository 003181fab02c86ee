# Takes words with their counts and writes each count with a 1. The zeros in front make counts sort as numbers.
BEGIN { FS = OFS = "\t" }
{ print sprintf("%06d", $2), 1 }
