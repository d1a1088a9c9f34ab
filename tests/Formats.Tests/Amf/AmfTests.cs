using System.Buffers;
using CsCheck;
using Headwater.Formats.Amf;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.Amf;

public sealed class AmfTests
{
    private static readonly AmfLimits Limits = new();

    public static TheoryData<string> Names0 => [.. Version0.Keys];

    public static TheoryData<string> Names3 => [.. Version3.Keys];

    private static readonly Dictionary<string, (AmfValue Value, string Hex)> Version0 = new()
    {
        ["number"] = (new AmfNumber(1.5), "00 3FF8000000000000"),
        ["true"] = (new AmfBoolean(true), "01 01"),
        ["false"] = (new AmfBoolean(false), "01 00"),
        ["string"] = (new AmfString("é"), "02 0002 C3A9"),
        ["empty string"] = (new AmfString(""), "02 0000"),
        ["object"] = (new AmfObject([new("a", new AmfBoolean(true)), new("b", AmfNull.Instance)]), "03 0001 61 01 01 0001 62 05 0000 09"),
        ["object with an empty name"] = (new AmfObject([new("", AmfNull.Instance)]), "03 0000 05 0000 09"),
        ["null"] = (AmfNull.Instance, "05"),
        ["undefined"] = (AmfUndefined.Instance, "06"),
        ["ECMA array"] = (new AmfEcmaArray([new("a", new AmfNumber(0))]), "08 00000001 0001 61 00 0000000000000000 0000 09"),
        ["strict array"] = (new AmfStrictArray([new AmfBoolean(true), new AmfStrictArray([])]), "0A 00000002 01 01 0A 00000000"),
        ["date"] = (new AmfDate(1000), "0B 408F400000000000 0000"),
        ["XML"] = (new AmfXml("<a/>"), "0F 00000004 3C612F3E"),
        ["typed object"] = (new AmfObject([]) { ClassName = "C" }, "10 0001 43 0000 09"),
        ["bytes"] = (new AmfBytes([1, 2]), "11 0C 05 0102"),
    };

    private static readonly Dictionary<string, (AmfValue Value, string Hex)> Version3 = new()
    {
        ["undefined"] = (AmfUndefined.Instance, "00"),
        ["null"] = (AmfNull.Instance, "01"),
        ["false"] = (new AmfBoolean(false), "02"),
        ["true"] = (new AmfBoolean(true), "03"),
        ["integer, one byte"] = (new AmfNumber(0x7F), "04 7F"),
        ["integer, two bytes"] = (new AmfNumber(0x80), "04 8100"),
        ["integer, two bytes, last"] = (new AmfNumber(0x3FFF), "04 FF7F"),
        ["integer, three bytes"] = (new AmfNumber(0x4000), "04 818000"),
        ["integer, three bytes, last"] = (new AmfNumber(0x1F_FFFF), "04 FFFF7F"),
        ["integer, four bytes"] = (new AmfNumber(0x20_0000), "04 80C08000"),
        ["integer, largest"] = (new AmfNumber(0x0FFF_FFFF), "04 BFFFFFFF"),
        ["integer, smallest"] = (new AmfNumber(-0x1000_0000), "04 C0808000"),
        ["integer, minus one"] = (new AmfNumber(-1), "04 FFFFFFFF"),
        ["double"] = (new AmfNumber(0x1000_0000), "05 41B0000000000000"),
        ["minus zero"] = (new AmfNumber(-0.0), "05 8000000000000000"),
        ["string"] = (new AmfString("ab"), "06 05 6162"),
        ["XML"] = (new AmfXml("<a/>"), "0B 09 3C612F3E"),
        ["date"] = (new AmfDate(1000), "08 01 408F400000000000"),
        ["strict array"] = (new AmfStrictArray([new AmfNumber(1)]), "09 03 01 04 01"),
        ["ECMA array"] = (new AmfEcmaArray([new("a", AmfNull.Instance)]), "09 01 03 61 01 01"),
        ["object"] = (new AmfObject([new("a", AmfNull.Instance)]), "0A 0B 01 03 61 01 01"),
        ["typed object"] = (new AmfObject([]) { ClassName = "C" }, "0A 0B 03 43 01"),
        ["bytes"] = (new AmfBytes([9]), "0C 03 09"),
    };

    [Theory]
    [MemberData(nameof(Names0))]
    public void Version0_IsReadAndWrittenAsInTheTable(string name) => Check(Version0[name].Value, Version0[name].Hex, version3: false);

    [Theory]
    [MemberData(nameof(Names3))]
    public void Version3_IsReadAndWrittenAsInTheTable(string name) => Check(Version3[name].Value, Version3[name].Hex, version3: true);

    /// <summary>Forms that are read and never written.</summary>
    [Theory]
    [InlineData(false, "0D", "06")]
    [InlineData(false, "0C 00000001 61", "02 0001 61")]
    [InlineData(false, "08 00000063 0000 09", "08 00000000 0000 09")]
    [InlineData(false, "0B 408F400000000000 003C", "0B 408F400000000000 0000")]
    [InlineData(false, "0A 00000002 03 0000 09 07 0001", "0A 00000002 03 0000 09 03 0000 09")]
    [InlineData(false, "0A 00000002 11 06 03 61 11 06 00", "0A 00000002 02 0001 61 02 0001 61")]
    [InlineData(true, "07 09 3C612F3E", "0B 09 3C612F3E")]
    [InlineData(true, "09 05 01 06 03 61 06 00", "09 05 01 06 03 61 06 03 61")]
    [InlineData(true, "09 05 01 08 01 0000000000000000 08 02", "09 05 01 08 01 0000000000000000 08 01 0000000000000000")]
    [InlineData(true, "09 03 03 61 01 01 02", "09 01 03 30 02 03 61 01 01")]
    [InlineData(true, "0A 23 03 43 03 61 03 62 04 01 04 02", "0A 0B 03 43 03 61 04 01 03 62 04 02 01")]
    [InlineData(true, "09 05 01 0A 13 03 43 03 61 02 0A 01 03", "09 05 01 0A 0B 03 43 03 61 02 01 0A 0B 03 43 03 61 03 01")]
    [InlineData(true, "0D 05 00 FFFFFFFF 00000002", "09 05 01 04 FFFFFFFF 04 02")]
    [InlineData(true, "0E 03 01 FFFFFFFF", "09 03 01 05 41EFFFFFFFE00000")]
    [InlineData(true, "0F 03 00 3FF8000000000000", "09 03 01 05 3FF8000000000000")]
    [InlineData(true, "10 03 00 01 04 07", "09 03 01 04 07")]
    [InlineData(true, "11 03 00 06 03 61 04 07", "09 03 01 09 05 01 06 03 61 04 07")]
    public void OtherForms_AreReadAsTheSameValue(bool version3, string hex, string canonical)
    {
        var bytes = Bytes(hex);

        Assert.Equal(OperationStatus.Done, Read(bytes, version3, Limits, out var value, out var offset));

        Assert.Equal(bytes.Length, offset);
        Assert.Equal(Convert.ToHexString(Bytes(canonical)), Convert.ToHexString(Write(value, version3)));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, Read(bytes.AsSpan(0, length), version3, Limits, out _, out _));
        }
    }

    [Theory]
    [InlineData(false, "04")]
    [InlineData(false, "09")]
    [InlineData(false, "0E")]
    [InlineData(false, "12")]
    [InlineData(false, "07 0000")]
    [InlineData(false, "0A 00000001 07 0000")]
    [InlineData(false, "0A FFFFFFFF")]
    [InlineData(false, "0C FFFFFFFF")]
    [InlineData(false, "0F 7FFFFFFF")]
    [InlineData(true, "12")]
    [InlineData(true, "06 00")]
    [InlineData(true, "06 FFFFFFFF")]
    [InlineData(true, "0A 00")]
    [InlineData(true, "0A 01")]
    [InlineData(true, "0A 07 03 43")]
    [InlineData(true, "09 03 01 09 00")]
    [InlineData(true, "09 FFFFFFFF 01")]
    [InlineData(true, "0C FFFFFFFF")]
    [InlineData(true, "0D FFFFFFFF 00")]
    [InlineData(true, "11 FFFFFFFF 00")]
    [InlineData(true, "0A FFFFFFFB")]
    public void Malformed_IsInvalid(bool version3, string hex) =>
        Assert.Equal(OperationStatus.InvalidData, Read(Bytes(hex), version3, Limits, out _, out _));

    [Theory]
    [InlineData(false, "0A00000001")]
    [InlineData(true, "090301")]
    public void Depth_IsBounded(bool version3, string nest)
    {
        byte[] leaf = [(byte)(version3 ? 1 : 5)];
        byte[] Nested(int depth) => [.. Enumerable.Repeat(Convert.FromHexString(nest), depth - 1).SelectMany(static part => part), .. leaf];

        Assert.Equal(OperationStatus.Done, Read(Nested(32), version3, Limits, out _, out _));
        Assert.Equal(OperationStatus.InvalidData, Read(Nested(33), version3, Limits, out _, out _));
        Assert.Equal(OperationStatus.InvalidData, Read(Nested(1_000_000), version3, Limits, out _, out _));
    }

    [Fact]
    public void References_ThatWouldGrowIntoAHugeTree_AreInvalid()
    {
        // Each array holds the one before it twice: forty of them would be 2^40 values, in 8 bytes each.
        var limits = new AmfLimits { MaximumDepth = 1000 };
        var bytes = new List<byte>(Bytes("0A 00000029 0A 00000000"));
        for (var index = 0; index < 40; index++)
        {
            bytes.AddRange([0x0A, 0, 0, 0, 2, 7, 0, (byte)(index + 1), 7, 0, (byte)(index + 1)]);
        }

        Assert.Equal(OperationStatus.InvalidData, Read([.. bytes], version3: false, limits, out _, out _));
    }

    [Fact]
    public void References_ThatWouldGrowTooDeep_AreInvalid()
    {
        // Each array holds the one before it once.
        byte[] Chain(int length)
        {
            var bytes = new List<byte>(Bytes($"0A {length + 1:X8} 0A 00000000"));
            for (var index = 0; index < length; index++)
            {
                bytes.AddRange([0x0A, 0, 0, 0, 1, 7, 0, (byte)(index + 1)]);
            }

            return [.. bytes];
        }

        Assert.Equal(OperationStatus.Done, Read(Chain(30), version3: false, Limits, out _, out _));
        Assert.Equal(OperationStatus.InvalidData, Read(Chain(31), version3: false, Limits, out _, out _));
    }

    [Fact]
    public void Values_AreBoundedOverTheWholeReader()
    {
        var limits = new AmfLimits { MaximumValues = 3 };
        var reader = new AmfReader([5, 5, 5, 5], limits);

        for (var index = 0; index < 3; index++)
        {
            Assert.Equal(OperationStatus.Done, reader.ReadAmf0(out _));
        }

        Assert.Equal(OperationStatus.InvalidData, reader.ReadAmf0(out _));
    }

    [Fact]
    public void Strings_AreBounded()
    {
        var limits = new AmfLimits { MaximumStringBytes = 2 };

        Assert.Equal(OperationStatus.Done, Read(Bytes("02 0002 6161"), false, limits, out _, out _));
        Assert.Equal(OperationStatus.InvalidData, Read(Bytes("02 0003 616161"), false, limits, out _, out _));
        Assert.Equal(OperationStatus.InvalidData, Read(Bytes("03 0003 616161"), false, limits, out _, out _));
    }

    [Fact]
    public void LongString_IsWrittenInItsLongForm()
    {
        var value = new AmfString(new string('a', 70_000));

        var bytes = Write(value, version3: false);

        Assert.Equal(0x0C, bytes[0]);
        Assert.Equal(OperationStatus.Done, Read(bytes, false, Limits, out var found, out _));
        Assert.Equal(value, found);
    }

    [Fact]
    public void Names_TooLongOrEmpty_AreTheCallersFault()
    {
        Assert.Throws<ArgumentException>(() => Write(new AmfObject([new(new string('a', 65_536), AmfNull.Instance)]), version3: false));
        Assert.Throws<ArgumentException>(() => Write(new AmfObject([new("", AmfNull.Instance)]), version3: true));
    }

    [Fact]
    public void Find_OfANameThatOccursTwice_IsTheLast()
    {
        EquatableList<AmfMember> members = [new("a", new AmfNumber(1)), new("a", new AmfNumber(2))];

        Assert.Equal(new AmfNumber(2), new AmfObject(members).Find("a"));
        Assert.Equal(new AmfNumber(2), new AmfEcmaArray(members).Find("a"));
        Assert.Null(new AmfObject(members).Find("b"));
    }

    [Fact]
    public void Value_WrittenAndRead_IsEqualInBothVersions() =>
        Values(3).Sample(
            static value =>
            {
                foreach (var version3 in new[] { false, true })
                {
                    var bytes = Write(value, version3);
                    Assert.Equal(OperationStatus.Done, Read(bytes, version3, Limits, out var found, out var offset));
                    Assert.Equal(bytes.Length, offset);
                    Assert.Equal(value, found);
                }
            },
            iter: 500,
            threads: 1);

    [Fact]
    public void AnyBytes_NeverThrow_AndWhatWasReadCanBeWrittenAndReadAgain() =>
        Gen.Select(Gen.OneOf(Gen.Byte, Gen.Byte[0, 17]).Array[0, 60], Gen.Bool).Sample(
            static (bytes, version3) =>
            {
                if (Read(bytes, version3, Limits, out var value, out _) is not OperationStatus.Done)
                {
                    return;
                }

                var written = Write(value, version3: false);
                Assert.Equal(OperationStatus.Done, Read(written, false, Limits, out var again, out _));
                Assert.Equal(written, Write(again, version3: false));
            },
            iter: 20_000,
            threads: 1);

    private static Gen<AmfValue> Values(int depth)
    {
        var name = Gen.Char['a', 'z'].Array[1, 4].Select(static letters => new string(letters));
        var leaf = Gen.OneOf(
            Gen.Double.Select(static number => (AmfValue)new AmfNumber(number)),
            Gen.Int[-0x1000_0010, 0x1000_0010].Select(static number => (AmfValue)new AmfNumber(number)),
            Gen.Bool.Select(static flag => (AmfValue)new AmfBoolean(flag)),
            Gen.Char['a', 'ÿ'].Array[0, 9].Select(static letters => (AmfValue)new AmfString(new string(letters))),
            Gen.Byte.Array[0, 9].Select(static bytes => (AmfValue)new AmfBytes([.. bytes])),
            Gen.Const((AmfValue)AmfNull.Instance),
            Gen.Const((AmfValue)AmfUndefined.Instance),
            Gen.Double[0, 1e12].Select(static time => (AmfValue)new AmfDate(time)));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Values(depth - 1);
        var members = Gen.Select(name, inner).Array[1, 3].Select(static pairs => EquatableList.Create<AmfMember>([.. pairs.Select(static pair => new AmfMember(pair.Item1, pair.Item2))]));
        return Gen.OneOf(
            leaf,
            Gen.Select(members, Gen.Bool).Select(static (list, typed) => (AmfValue)new AmfObject(list) { ClassName = typed ? "Class" : "" }),
            members.Select(static list => (AmfValue)new AmfEcmaArray(list)),
            inner.Array[0, 3].Select(static items => (AmfValue)new AmfStrictArray([.. items])));
    }

    private static void Check(AmfValue value, string hex, bool version3)
    {
        var bytes = Bytes(hex);

        Assert.Equal(OperationStatus.Done, Read(bytes, version3, Limits, out var found, out var offset));

        Assert.Equal(value, found);
        Assert.Equal(bytes.Length, offset);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(Write(value, version3)));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, Read(bytes.AsSpan(0, length), version3, Limits, out _, out _));
        }
    }

    private static OperationStatus Read(ReadOnlySpan<byte> bytes, bool version3, AmfLimits limits, out AmfValue value, out int offset)
    {
        var reader = new AmfReader(bytes, limits);
        var status = version3 ? reader.ReadAmf3(out value) : reader.ReadAmf0(out value);
        offset = reader.OffsetBytes;
        return status;
    }

    private static byte[] Write(AmfValue value, bool version3)
    {
        var writer = new ArrayBufferWriter<byte>();
        if (version3)
        {
            AmfWriter.WriteAmf3(writer, value);
        }
        else
        {
            AmfWriter.WriteAmf0(writer, value);
        }

        return writer.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
