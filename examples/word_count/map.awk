# Writes each word of its input with a 1.
{
    gsub(/[^A-Za-z]+/, " ")
    words = split(tolower($0), word, " ")
    for (i = 1; i <= words; i++)
        print word[i] "\t" 1
}
