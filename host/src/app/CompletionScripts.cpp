#include "app/CompletionScripts.h"

namespace duijie::app
{

namespace
{

// Bash cuts words at ':' and '='; nothing that is completed here holds either.
constexpr const char* Bash =
    R"(# bash completion of duijie: put it into /usr/share/bash-completion/completions/duijie
_duijie()
{
    local word line kind
    word=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :*) kind=$line ;;
            *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
    case $kind in
        :files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word") ;;
        :folders) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$word") ;;
    esac
    [ "$kind" = : ] || compopt -o filenames 2> /dev/null
}
complete -F _duijie duijie)";

constexpr const char* Zsh = R"(#compdef duijie
# zsh completion of duijie: put it as _duijie into a folder of $fpath
_duijie()
{
    local line kind
    local -a offered
    while IFS= read -r line; do
        case $line in
            :*) kind=$line ;;
            *) offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
        esac
    done < <("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2> /dev/null)
    (( ${#offered} )) && _describe duijie offered
    case $kind in
        :files) _files ;;
        :folders) _files -/ ;;
    esac
}
if [ "${funcstack[1]}" = _duijie ]; then
    _duijie "$@"
else
    compdef _duijie duijie
fi)";

constexpr const char* Fish =
    R"(# fish completion of duijie: put it into ~/.config/fish/completions/duijie.fish
function __duijie_offer
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] 2> /dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :folders
                __fish_complete_directories (commandline -ct)
            case ':'
            case '*'
                echo $line
        end
    end
end
complete -c duijie -f -a '(__duijie_offer)')";

constexpr const char* PowerShell =
    R"(# PowerShell completion of duijie: add to $PROFILE: duijie completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName duijie -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $wordToComplete } |
        ForEach-Object { $_.ToString() })
    if (-not $wordToComplete) { $words += '""' }
    & $commandAst.CommandElements[0].ToString() complete '--' @words 2> $null | ForEach-Object {
        if ($_ -notmatch '^:') {
            $word, $what = $_ -split "`t", 2
            if (-not $what) { $what = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $what)
        }
    }
})";

} // namespace

std::string completionScript(const std::string& shell)
{
    return shell == "bash"         ? Bash
           : shell == "zsh"        ? Zsh
           : shell == "fish"       ? Fish
           : shell == "powershell" ? PowerShell
                                   : "";
}

} // namespace duijie::app
