using System.Buffers;

namespace Headwater.Formats.Nut;

/// <summary>Side data and metadata at the front of a frame; read past, none of it is needed. Specification: NUT version 4, FLAG_SM_DATA.</summary>
internal static class NutSideData
{
    /// <summary>Moves behind both lists.</summary>
    public static void Skip(ref NutCursor cursor)
    {
        SkipList(ref cursor);
        SkipList(ref cursor);
    }

    private static void SkipList(ref NutCursor cursor)
    {
        var count = cursor.ReadUnsigned(1 << 16);
        for (var i = 0; i < count && cursor.Status == OperationStatus.Done; i++)
        {
            cursor.ReadBytes(int.MaxValue);
            switch (cursor.ReadSigned())
            {
                case -1:
                    cursor.ReadBytes(int.MaxValue);
                    break;
                case -2:
                    cursor.ReadBytes(int.MaxValue);
                    cursor.ReadBytes(int.MaxValue);
                    break;
                case -3 or < -4:
                    cursor.ReadSigned();
                    break;
                case -4:
                    cursor.ReadUnsigned();
                    break;
                default:
                    break;
            }
        }
    }
}
