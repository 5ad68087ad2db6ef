// What the command line says.
#pragma once

#include <string>
#include <vector>

namespace duijie::app
{

struct Options
{
    std::string config;   ///< where it is; never empty once the command line is read
    std::string language; ///< "zh", "en"; empty: by configuration, then by environment
    std::string log;      ///< empty: "warning", or "information" for a host that runs by itself
    bool plain = false;   ///< no colours
    bool json = false;
    bool connect = false; ///< validate: the vendors' accounts, too
    bool audit = false;   ///< trigger: the audit instead of a run
    bool remedy = false;  ///< trigger: what the source document's omissionRemedy arranges
    std::string flow;
    std::string from; ///< yyyy-MM-dd HH:mm:ss in the flow's zone
    std::string to;
    std::string state;
    std::string outcome; ///< class of calls
    std::string since;   ///< yyyy-MM-dd HH:mm:ss
    std::string key;
    std::string secret; ///< name of one
    int limit = 200;
    int count = 1;                 ///< documents of a preview
    bool stored = false;           ///< a preview of records in the store, not of documents of the source
    std::vector<std::string> keys; ///< records by key or document number
    std::string why;
    std::string channel; ///< of alerts; empty: every one
    std::string report;  ///< folder for the report files of an audit; empty: none
    std::string file;    ///< of a backup
    std::string shell;   ///< whose completion script is wanted
    std::string field;   ///< explain: this field of the body alone

    // plan: a document by itself
    std::vector<std::string> files;    ///< documents to check
    std::string side;                  ///< "source", "target"; empty: as the document says
    std::string record;                ///< file of records
    bool storedRows = false;           ///< the rows that would be stored instead of the request parameters
    std::string rows;                  ///< file of those rows, when it is not `record`
    std::vector<std::string> datasets; ///< ID=FILE
    std::string now;                   ///< yyyy-MM-dd HH:mm:ss in `zone`
    std::string lastSync;
    std::string zone;    ///< IANA name
    bool accept = false; ///< what comes out is what a case expects from now on
};

} // namespace duijie::app
