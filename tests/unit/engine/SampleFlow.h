// The flow that the engine's tests run: "f", whose documents become bills.
#pragma once

#include "FakeSource.h"

#include "engine/FlowParts.h"

#include <memory>
#include <string>

namespace duijie::engine::test
{

/// The sample flow without its connectors. Documents become bills "doc N1", "doc N2", ... of their day; the
/// material is looked up by its number. Documents of the kind "draft" are left out.
FlowParts sampleFlow();

/// The flow's target document, with bills keyed "`prefix` N1", ...
std::unique_ptr<plan::TargetPlan> billsKeyedBy(const std::string& prefix);

/// The flow's source document with an omission remedy: every two hours, with these field nodes taking over.
std::unique_ptr<plan::SourcePlan> docsWithRemedy(const std::string& takeOver);

/// The flow's source document, asked for one material alone: its id is looked up by its number.
std::unique_ptr<plan::SourcePlan> docsOfMaterial(const std::string& number);

/// The flow's target document, which tells the flow "told" these values ("\"key\":\"{{no}}\"") of each bill.
std::unique_ptr<plan::TargetPlan> billsWithCallBack(const std::string& values);

/// The flow's target document, which makes one bill of all documents that are equal in `field`, called by the
/// first of them; quantities are summed.
std::unique_ptr<plan::TargetPlan> billsMerged(const std::string& field);

/// The same by `groupCalculate`, with at most so many lines a bill.
std::unique_ptr<plan::TargetPlan> billsGrouped(const std::string& field, int mostLines);

/// The natural key of a document of the sample flow.
std::string billKey(int number);

/// The material a lookup finds: "A" is known as "m-A".
Doc makeMaterial(const std::string& number);

/// The fingerprint of a bill of the sample flow.
std::string fingerprintOf(const std::string& day, const std::string& qty,
                          const std::string& material = "m-A");

} // namespace duijie::engine::test
