using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>Writes an <see cref="Mpd"/> as XML. Equal descriptions give equal bytes.</summary>
/// <remarks>Specification: ISO/IEC 23009-1, 5.3 and its schema's order of elements.</remarks>
public static class MpdWriter
{
    /// <summary>Writes the whole document as UTF-8, indented, with LF line ends.</summary>
    public static void Write(IBufferWriter<byte> output, Mpd mpd)
    {
        var xml = new XmlText(output);
        xml.Declaration();
        xml.Start("MPD"u8);
        WriteMpdAttributes(ref xml, mpd);
        WriteTexts(ref xml, "BaseURL"u8, mpd.BaseUrls);
        WriteTexts(ref xml, "Location"u8, mpd.Locations);
        WriteServiceDescription(ref xml, mpd.ServiceDescription);
        foreach (var period in mpd.Periods)
        {
            WritePeriod(ref xml, period);
        }

        WriteDescriptors(ref xml, "UTCTiming"u8, mpd.UtcTimings);
        xml.End("MPD"u8);
        xml.Finish();
    }

    private static void WriteMpdAttributes(ref XmlText xml, Mpd mpd)
    {
        xml.Attribute("xmlns"u8, "urn:mpeg:dash:schema:mpd:2011");
        if (IsProtected(mpd))
        {
            xml.Attribute("xmlns:cenc"u8, "urn:mpeg:cenc:2013");
            xml.Attribute("xmlns:mspr"u8, "urn:microsoft:playready");
            xml.Attribute("xmlns:dashif"u8, "https://dashif.org/CPS");
        }

        xml.Attribute("id"u8, mpd.Id);
        xml.Attribute("profiles"u8, mpd.Profiles);
        xml.Attribute("type"u8, mpd.Type == PresentationType.Dynamic ? "dynamic" : "static");
        xml.Attribute("availabilityStartTime"u8, mpd.AvailabilityStartTime);
        xml.Attribute("publishTime"u8, mpd.PublishTime);
        xml.Attribute("availabilityEndTime"u8, mpd.AvailabilityEndTime);
        xml.Duration("mediaPresentationDuration"u8, mpd.MediaPresentationDuration);
        xml.Duration("minimumUpdatePeriod"u8, mpd.MinimumUpdatePeriod);
        xml.Duration("minBufferTime"u8, mpd.MinBufferTime);
        xml.Duration("timeShiftBufferDepth"u8, mpd.TimeShiftBufferDepth);
        xml.Duration("suggestedPresentationDelay"u8, mpd.SuggestedPresentationDelay);
        xml.Duration("maxSegmentDuration"u8, mpd.MaxSegmentDuration);
    }

    private static bool IsProtected(Mpd mpd)
    {
        foreach (var period in mpd.Periods)
        {
            foreach (var set in period.AdaptationSets)
            {
                var count = set.ContentProtections.Count;
                foreach (var representation in set.Representations)
                {
                    count += representation.ContentProtections.Count;
                }

                if (count > 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void WriteServiceDescription(ref XmlText xml, ServiceDescription? service)
    {
        if (service is null)
        {
            return;
        }

        xml.Start("ServiceDescription"u8);
        xml.Attribute("id"u8, service.Id);
        if (service is not { TargetLatencyMilliseconds: null, MinLatencyMilliseconds: null, MaxLatencyMilliseconds: null })
        {
            xml.Start("Latency"u8);
            xml.Attribute("target"u8, service.TargetLatencyMilliseconds);
            xml.Attribute("max"u8, service.MaxLatencyMilliseconds);
            xml.Attribute("min"u8, service.MinLatencyMilliseconds);
            xml.Attribute("referenceId"u8, service.ReferenceId);
            xml.End("Latency"u8);
        }

        if (service is not { MinPlaybackRateThousandths: null, MaxPlaybackRateThousandths: null })
        {
            xml.Start("PlaybackRate"u8);
            xml.Thousandths("max"u8, service.MaxPlaybackRateThousandths);
            xml.Thousandths("min"u8, service.MinPlaybackRateThousandths);
            xml.End("PlaybackRate"u8);
        }

        xml.End("ServiceDescription"u8);
    }

    private static void WritePeriod(ref XmlText xml, Period period)
    {
        xml.Start("Period"u8);
        xml.Attribute("id"u8, period.Id);
        xml.Duration("start"u8, period.Start);
        xml.Duration("duration"u8, period.Duration);
        WriteTexts(ref xml, "BaseURL"u8, period.BaseUrls);
        foreach (var set in period.AdaptationSets)
        {
            WriteAdaptationSet(ref xml, set);
        }

        WriteDescriptors(ref xml, "SupplementalProperty"u8, period.SupplementalProperties);
        xml.End("Period"u8);
    }

    private static void WriteAdaptationSet(ref XmlText xml, AdaptationSet set)
    {
        xml.Start("AdaptationSet"u8);
        xml.Attribute("id"u8, set.Id);
        xml.Attribute("contentType"u8, set.ContentType);
        xml.Attribute("mimeType"u8, set.MimeType);
        xml.Attribute("codecs"u8, set.Codecs);
        xml.Attribute("lang"u8, set.Language);
        xml.Attribute("segmentAlignment"u8, set.SegmentAlignment ? true : null);
        xml.Attribute("startWithSAP"u8, set.StartWithSap);
        xml.Attribute("par"u8, set.PictureAspectRatio);
        xml.Attribute("maxWidth"u8, set.MaxWidth);
        xml.Attribute("maxHeight"u8, set.MaxHeight);
        xml.Attribute("maxFrameRate"u8, set.MaxFrameRate);
        WriteDescriptors(ref xml, "AudioChannelConfiguration"u8, set.AudioChannelConfigurations);
        WriteContentProtections(ref xml, set.ContentProtections);
        WriteDescriptors(ref xml, "EssentialProperty"u8, set.EssentialProperties);
        WriteDescriptors(ref xml, "SupplementalProperty"u8, set.SupplementalProperties);
        WriteDescriptors(ref xml, "InbandEventStream"u8, set.InbandEventStreams);
        xml.TextElement("Label"u8, set.Label);
        foreach (var reference in set.ProducerReferenceTimes)
        {
            WriteProducerReferenceTime(ref xml, reference);
        }

        WriteDescriptors(ref xml, "Accessibility"u8, set.Accessibilities);
        WriteDescriptors(ref xml, "Role"u8, set.Roles);
        WriteSegmentTemplate(ref xml, set.SegmentTemplate);
        foreach (var representation in set.Representations)
        {
            WriteRepresentation(ref xml, representation);
        }

        xml.End("AdaptationSet"u8);
    }

    private static void WriteRepresentation(ref XmlText xml, Representation representation)
    {
        xml.Start("Representation"u8);
        xml.Attribute("id"u8, representation.Id);
        xml.Attribute("bandwidth"u8, representation.BitsPerSecond);
        xml.Attribute("mimeType"u8, representation.MimeType);
        xml.Attribute("codecs"u8, representation.Codecs);
        xml.Attribute("width"u8, representation.Width);
        xml.Attribute("height"u8, representation.Height);
        xml.Attribute("sar"u8, representation.SampleAspectRatio);
        xml.Attribute("frameRate"u8, representation.FrameRate);
        xml.Attribute("audioSamplingRate"u8, representation.AudioSamplingRate);
        WriteDescriptors(ref xml, "AudioChannelConfiguration"u8, representation.AudioChannelConfigurations);
        WriteContentProtections(ref xml, representation.ContentProtections);
        WriteDescriptors(ref xml, "SupplementalProperty"u8, representation.SupplementalProperties);
        WriteTexts(ref xml, "BaseURL"u8, representation.BaseUrls);
        WriteSegmentTemplate(ref xml, representation.SegmentTemplate);
        xml.End("Representation"u8);
    }

    private static void WriteSegmentTemplate(ref XmlText xml, SegmentTemplate? template)
    {
        if (template is null)
        {
            return;
        }

        xml.Start("SegmentTemplate"u8);
        xml.Attribute("timescale"u8, template.Timescale);
        xml.Attribute("presentationTimeOffset"u8, template.PresentationTimeOffsetTicks == 0 ? null : (long?)template.PresentationTimeOffsetTicks);
        xml.Attribute("duration"u8, template.DurationTicks);
        xml.Attribute("startNumber"u8, template.StartNumber);
        xml.Seconds("availabilityTimeOffset"u8, template.AvailabilityTimeOffset);
        xml.Attribute("availabilityTimeComplete"u8, template.AvailabilityTimeComplete);
        xml.Attribute("initialization"u8, template.Initialization);
        xml.Attribute("media"u8, template.Media);
        if (template.Timeline is { } timeline)
        {
            WriteTimeline(ref xml, timeline);
        }

        xml.End("SegmentTemplate"u8);
    }

    private static void WriteTimeline(ref XmlText xml, EquatableList<TimelineRun> timeline)
    {
        xml.Start("SegmentTimeline"u8);
        long? end = null;
        foreach (var run in timeline)
        {
            xml.Start("S"u8);
            xml.Attribute("t"u8, run.StartTicks == end ? null : (long?)run.StartTicks);
            xml.Attribute("d"u8, run.DurationTicks);
            xml.Attribute("r"u8, run.Count > 1 ? run.Count - 1 : null);
            xml.End("S"u8);
            end = SegmentTimeline.End(run);
        }

        xml.End("SegmentTimeline"u8);
    }

    private static void WriteContentProtections(ref XmlText xml, EquatableList<ContentProtection> protections)
    {
        foreach (var protection in protections)
        {
            xml.Start("ContentProtection"u8);
            xml.Attribute("schemeIdUri"u8, protection.SchemeIdUri);
            xml.Attribute("value"u8, protection.Value);
            xml.Attribute("cenc:default_KID"u8, protection.DefaultKeyId?.ToString("D"));
            if (protection.Pssh is { } pssh)
            {
                xml.Base64Element("cenc:pssh"u8, [.. pssh]);
            }

            if (protection.PlayReadyObject is { } playReady)
            {
                xml.Base64Element("mspr:pro"u8, [.. playReady]);
            }

            xml.TextElement("dashif:Laurl"u8, protection.LicenseUrl);
            xml.End("ContentProtection"u8);
        }
    }

    private static void WriteProducerReferenceTime(ref XmlText xml, ProducerReferenceTime reference)
    {
        xml.Start("ProducerReferenceTime"u8);
        xml.Attribute("id"u8, reference.Id);
        xml.Attribute("inband"u8, reference.Inband);
        xml.Attribute("type"u8, "encoder");
        xml.Attribute("wallClockTime"u8, reference.WallClockTime);
        xml.Attribute("presentationTime"u8, reference.PresentationTicks);
        if (reference.UtcTiming is { } timing)
        {
            WriteDescriptor(ref xml, "UTCTiming"u8, timing);
        }

        xml.End("ProducerReferenceTime"u8);
    }

    private static void WriteDescriptors(ref XmlText xml, scoped ReadOnlySpan<byte> name, EquatableList<Descriptor> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            WriteDescriptor(ref xml, name, descriptor);
        }
    }

    private static void WriteDescriptor(ref XmlText xml, scoped ReadOnlySpan<byte> name, Descriptor descriptor)
    {
        xml.Start(name);
        xml.Attribute("schemeIdUri"u8, descriptor.SchemeIdUri);
        xml.Attribute("value"u8, descriptor.Value);
        xml.Attribute("id"u8, descriptor.Id);
        xml.End(name);
    }

    private static void WriteTexts(ref XmlText xml, scoped ReadOnlySpan<byte> name, EquatableList<string> texts)
    {
        foreach (var text in texts)
        {
            xml.TextElement(name, text);
        }
    }
}
