// What standard error is: a person's terminal, the journal of systemd, or a file.
#pragma once

namespace duijie::ops
{

/// False for TERM=dumb as well.
bool errorsGoToTerminal() noexcept;

/// True where a person wants colours: a terminal, and NO_COLOR is not set.
bool errorsMayBeColoured() noexcept;

/// True under systemd: each line is given a time and a place there.
bool errorsGoToJournal() noexcept;

} // namespace duijie::ops
