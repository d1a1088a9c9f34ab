namespace Headwater.Aws.Protocols.Query;

/// <summary>A form's parameters as the tree that the points in their names make: <c>Tags.member.1.Key</c>.</summary>
internal sealed class FormTree
{
    private readonly Dictionary<string, FormTree> _children = new(StringComparer.Ordinal);

    /// <summary>The value that stands here, or null.</summary>
    public string? Value { get; private set; }

    /// <summary>Whether nothing stands below.</summary>
    public bool IsLeaf => _children.Count == 0;

    /// <summary>What stands below by numbers, in their order.</summary>
    public IEnumerable<FormTree> Numbered => _children
        .Select(child => (IsNumber: int.TryParse(child.Key, System.Globalization.NumberStyles.None, null, out var number), Number: number, Tree: child.Value))
        .Where(child => child.IsNumber).OrderBy(child => child.Number).Select(child => child.Tree);

    /// <summary>Makes the tree of a form.</summary>
    /// <exception cref="Calls.AwsException">A name nests too deep, or stands twice.</exception>
    public static FormTree Read(IEnumerable<QueryParameter> parameters)
    {
        var root = new FormTree();
        foreach (var (name, value) in parameters)
        {
            root.Place(name, value);
        }

        return root;
    }

    /// <summary>What stands below under that name, which may have points; or null.</summary>
    public FormTree? Find(string name)
    {
        var tree = this;
        foreach (var part in name.Split('.'))
        {
            if (!tree._children.TryGetValue(part, out tree!))
            {
                return null;
            }
        }

        return tree;
    }

    private void Place(string name, string value)
    {
        var tree = this;
        var depth = 0;
        foreach (var part in name.Split('.', WireFault.MaxDepth + 1))
        {
            if (++depth > WireFault.MaxDepth)
            {
                throw WireFault.TooDeep();
            }

            if (!tree._children.TryGetValue(part, out var child))
            {
                tree._children[part] = child = new FormTree();
            }

            tree = child;
        }

        tree.Value = tree.Value is null ? value : throw WireFault.Malformed($"The parameter {name} stands more than once.");
    }
}
