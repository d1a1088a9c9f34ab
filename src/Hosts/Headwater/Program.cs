using System.CommandLine;
using Headwater.Hosts.Commands;

var root = new RootCommand("Headwater: a live streaming platform you own.");
root.Add(DemoCommand.Make());
root.Add(UpCommand.Make());
root.Add(DownCommand.Make());
root.Add(StatusCommand.Make());
root.Add(EnvCommand.Make());
root.Add(PushCommand.Make());
root.Add(DoctorCommand.Make());
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
