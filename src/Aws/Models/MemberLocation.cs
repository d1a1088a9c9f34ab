namespace Headwater.Aws.Models;

/// <summary>Where a member travels in the REST protocols.</summary>
public enum MemberLocation
{
    /// <summary>In the body.</summary>
    Body,

    /// <summary>In the header of its wire name.</summary>
    Header,

    /// <summary>In all headers that begin with its wire name; a map.</summary>
    Headers,

    /// <summary>In the query string.</summary>
    QueryString,

    /// <summary>In a label of the path.</summary>
    Uri,

    /// <summary>As the answer's HTTP status.</summary>
    StatusCode,
}
