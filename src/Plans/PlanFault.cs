namespace Headwater.Plans;

/// <summary>One thing that is wrong with a plan.</summary>
/// <param name="Place">The member, such as <c>channels[0].retention</c>.</param>
/// <param name="What">What is wrong, and what would be right.</param>
internal readonly record struct PlanFault(string Place, string What)
{
    /// <summary>As the reader of the file sees it.</summary>
    public override string ToString() => $"{Place}: {What}";
}
