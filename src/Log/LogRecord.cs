namespace Headwater.Log;

/// <summary>One entry of a media log. Immutable; once appended it has a sequence number and is never changed.</summary>
public abstract record LogRecord
{
    private protected LogRecord()
    {
    }
}
