using System.Xml;
using System.Xml.Linq;

namespace Headwater.Aws.Protocols.Xml;

/// <summary>Reads XML bodies within bounds: no document type, no entities but the five, depth, number of elements.</summary>
internal static class XmlBody
{
    // An element costs some hundred bytes of memory, so fewer are allowed than values of JSON.
    private const int MaxElements = 200_000;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>The root element, or null for an empty body.</summary>
    /// <exception cref="Calls.AwsException">It is not XML, or out of bounds.</exception>
    public static XElement? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), Settings);
            return Build(reader);
        }
        catch (XmlException fault)
        {
            throw WireFault.Malformed($"The XML you provided was not well-formed: line {fault.LineNumber}, position {fault.LinePosition}.");
        }
        catch (ArgumentException)
        {
            throw WireFault.Malformed("The XML you provided names an encoding that is not known.");
        }
    }

    private static XElement? Build(XmlReader reader)
    {
        XElement? root = null;
        XElement? current = null;
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Check(reader.Depth, ++elements);
                    var isEmpty = reader.IsEmptyElement;
                    var element = ReadElement(reader);
                    root ??= element;
                    current?.Add(element);
                    current = isEmpty ? current : element;
                    break;
                case XmlNodeType.EndElement:
                    current = current?.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    current?.Add(new XText(reader.Value));
                    break;
            }
        }

        return root;
    }

    private static void Check(int depth, int elements)
    {
        if (depth >= WireFault.MaxDepth)
        {
            throw WireFault.TooDeep();
        }

        if (elements > MaxElements)
        {
            throw WireFault.TooMany();
        }
    }

    private static XElement ReadElement(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
        {
            element.SetAttributeValue(reader.Name == "xmlns" ? XName.Get("xmlns") : XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
        }

        return element;
    }
}
