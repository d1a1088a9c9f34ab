namespace Headwater.Formats.Mp4;

/// <summary>Languages as three packed letters, the way a media header holds them.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.4.2.3; ISO 639-2/T.</remarks>
internal static class LanguageCode
{
    private const string Undetermined = "und";

    // ISO 639-1 and the ISO 639-2/T code of the same language, five letters a piece.
    private const string TwoToThree =
        "aaaarababkaeaveafafrakakaamamhanargarara" + "asasmavavaayaymazazebabakbebelbgbulbhbihbibisbmbambnbenbobodbrbrebsboscacat"
        + "cechechchacocoscrcrecscescuchucvchvcycymdadandedeudvdivdzdzoeeeweelellenengeoepoesspaetesteueus"
        + "fafasfffulfifinfjfijfofaofrfrafyfrygaglegdglaglglggngrngugujgvglvhahauhehebhihinhohmohrhrvhthathuhunhyhyehzher"
        + "iainaidindieileigiboiiiiiikipkioidoisislititaiuikujajpnjvjavkakatkgkonkikikkjkuakkkazklkalkmkhmknkankokorkrkaukskaskukurkvkomkwcorkykir"
        + "lalatlbltzlgluglilimlnlinlolaoltlitlulublvlavmgmlgmhmahmimrimkmkdmlmalmnmonmrmarmsmsamtmltmymya"
        + "nanaunbnobndndenenepngndonlnldnnnnononornrnblnvnavnynyaocociojojiomormororiososspapanpipliplpolpspusptpor"
        + "ququermrohrnrunroronrurusrwkinsasanscsrdsdsndsesmesgsagsisinskslkslslvsmsmosnsnasosomsqsqisrsrpsssswstsotsusunsvsweswswa"
        + "tatamteteltgtgkththatitirtktuktltgltntsntotontrturtstsotttattwtwitytahuguigukukrururduzuzbvevenvivievovol"
        + "wawlnwowolxhxhoyiyidyoyorzazhazhzhozuzul";

    /// <summary>The three letters for a tag's primary language; <c>und</c> when there are none.</summary>
    public static string ThreeLetters(string tag)
    {
        var end = tag.IndexOf('-', StringComparison.Ordinal);
        var primary = (end < 0 ? tag : tag[..end]).ToLowerInvariant();
        if (primary.Length == 3 && IsLetters(primary))
        {
            return primary;
        }

        for (var i = 0; primary.Length == 2 && i < TwoToThree.Length; i += 5)
        {
            if (TwoToThree.AsSpan(i, 2).SequenceEqual(primary))
            {
                return TwoToThree.Substring(i + 2, 3);
            }
        }

        return Undetermined;
    }

    /// <summary>Packs three lower-case letters into 15 bits.</summary>
    public static ushort Pack(string letters) =>
        (ushort)(((letters[0] - 0x60) << 10) | ((letters[1] - 0x60) << 5) | (letters[2] - 0x60));

    /// <summary>The letters of a packed code; <c>und</c> for old Macintosh codes and for zero.</summary>
    public static string Unpack(ushort packed)
    {
        Span<char> letters = [(char)(((packed >> 10) & 0x1F) + 0x60), (char)(((packed >> 5) & 0x1F) + 0x60), (char)((packed & 0x1F) + 0x60)];
        return IsLetters(letters) ? new string(letters) : Undetermined;
    }

    private static bool IsLetters(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('a', 'z');
}
