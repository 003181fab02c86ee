# Adds up the numbers of each word; the words come sorted.
BEGIN { FS = OFS = "\t" }
NR > 1 && $1 != word { print word, count; count = 0 }
{ word = $1; count += $2 }
END { if (NR) print word, count }
