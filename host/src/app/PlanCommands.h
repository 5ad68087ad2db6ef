// duijie plan: documents tried by themselves, without configuration, store or vendor.
#pragma once

#include "app/Options.h"

namespace duijie::app
{

/// Findings of documents.
int planCheckCommand(const Options& options);

/// What a document makes of records, asks for, or stores.
int planMapCommand(const Options& options);

/// Cases in folders: record in, document out.
int planTestCommand(const Options& options);

} // namespace duijie::app
