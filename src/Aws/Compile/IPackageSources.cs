namespace Headwater.Aws.Compile;

/// <summary>Tells what feeds the packages; the MediaLive side knows, by the output groups of its channels that run.</summary>
public interface IPackageSources
{
    /// <summary>The feeds by package id (<see cref="PackageIds"/>); a package that nothing feeds is left out.</summary>
    ValueTask<IReadOnlyDictionary<string, PackageFeed>> FeedsAsync(CancellationToken cancellationToken);
}
