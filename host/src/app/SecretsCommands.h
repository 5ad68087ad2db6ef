// The commands that keep secrets. They need no valid configuration: secrets are set before it is.
#pragma once

#include "app/Options.h"

namespace duijie::app
{

/// Reads a value from standard input and seals it under a name.
int setSecretCommand(const Options& options);

/// Names, when each was set, and which settings use it; never a value.
int listSecretsCommand(const Options& options);

int removeSecretCommand(const Options& options);

/// Seals every value with a new key.
int rotateSecretsCommand(const Options& options);

} // namespace duijie::app
