#include "app/RemedyTimes.h"

#include <Poco/Exception.h>
#include <Poco/FileStream.h>
#include <Poco/StreamCopier.h>

namespace duijie::app
{

std::optional<schedule::Rhythm> remedyRhythm(const plan::SourcePlan& plan, std::string& error)
{
    const plan::RemedyRhythm* const remedy = plan.remedy();
    return remedy == nullptr ? std::nullopt : schedule::Rhythm::parse(remedy->crontab, error);
}

std::optional<schedule::Rhythm> remedyOfFile(const config::FlowConfig& flow)
{
    if (flow.sourceDocument.empty() || flow.isDataset())
    {
        return std::nullopt;
    }
    std::string content;
    try
    {
        Poco::FileInputStream stream(flow.sourceDocument);
        Poco::StreamCopier::copyToString(stream, content);
    }
    catch (const Poco::Exception&)
    {
        return std::nullopt; // `duijie validate` says why
    }
    plan::Findings findings;
    std::string error;
    const auto plan = plan::SourcePlan::compile(content, findings);
    return plan ? remedyRhythm(*plan, error) : std::nullopt;
}

} // namespace duijie::app
