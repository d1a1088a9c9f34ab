using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;
using Headwater.Aws.Protocols.Rest;

namespace Headwater.Aws.Gateway;

/// <summary>A service that runs here: its map at once, its model and setting table when it is first called. Safe for all threads.</summary>
internal sealed class MappedService
{
    private readonly Lazy<ServiceModel> _model;
    private readonly Lazy<RestRouter> _router;
    private readonly Lazy<SettingTable?> _settings;
    private readonly OperationMap _operations = new();

    /// <summary>Maps a service.</summary>
    public MappedService(IAwsService service, ModelCatalog models, Func<string, SettingTable?> settings)
    {
        service.Map(_operations);
        _model = new Lazy<ServiceModel>(() => Check(models.Get(service.Model)));
        _router = new Lazy<RestRouter>(() => new RestRouter(Model, _operations.Operations.ContainsKey));
        _settings = new Lazy<SettingTable?>(() => settings(service.Model));
    }

    /// <summary>Its model.</summary>
    public ServiceModel Model => _model.Value;

    /// <summary>What becomes of its settings; null: nothing is said, and all are applied.</summary>
    public SettingTable? Settings => _settings.Value;

    /// <summary>The operation of a REST request, or null.</summary>
    public OperationModel? Route(WireRequest request) => _router.Value.Find(request);

    /// <summary>What runs an operation, or null when nothing does.</summary>
    public Operation? Find(string operation) => _operations.Operations.GetValueOrDefault(operation);

    private ServiceModel Check(ServiceModel model)
    {
        var unknown = _operations.Operations.Keys.Where(name => !model.Operations.ContainsKey(name)).ToArray();
        return unknown.Length == 0 ? model : throw new InvalidOperationException($"{model.Name} maps operations that its model does not have: {string.Join(", ", unknown)}.");
    }
}
