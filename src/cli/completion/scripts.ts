/** What a shell runs to complete `idp`: each asks the program itself, which knows its commands and the names of its control plane. */
export const completionScripts = {
  /** Also for bash 3.2, as macOS has it: there `compopt` is missing, and a blank follows `--input resources=`. */
  bash: `# bash completion for idp
_idp_complete() {
  local kind="" value="" meaning="" file=""
  COMPREPLY=()
  {
    IFS= read -r kind
    if [ "$kind" = file ]; then
      IFS= read -r file
    else
      while IFS=$'\\t' read -r value meaning; do COMPREPLY+=("$value"); done
    fi
  } < <(idp __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
  if [ "$kind" = file ]; then
    while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$file")
    compopt -o filenames 2>/dev/null
  else
    case "\${COMPREPLY[*]}" in *=|*@|*"= "*) compopt -o nospace 2>/dev/null ;; esac
  fi
  return 0
}
complete -F _idp_complete idp
`,
  zsh: `#compdef idp
# zsh completion for idp
_idp() {
  local -a lines closed open
  local line value meaning
  lines=("\${(@f)$(idp __complete zsh "\${(@Q)words[1,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  if [[ $lines[1] == file ]]; then
    [[ $PREFIX == -*=* ]] && compset -P '*='
    compset -P '@'
    _files
    return
  fi
  for line in "\${(@)lines[2,-1]}"; do
    value=\${line%%$'\\t'*} meaning=\${line#*$'\\t'}
    [[ -n $value ]] || continue
    line="\${value//:/\\\\:}\${meaning:+:$meaning}"
    if [[ $value == *[=@] ]]; then
      open+=("$line")
    else
      closed+=("$line")
    fi
  done
  local found=1
  (( $#closed )) && _describe -V 'idp' closed && found=0
  (( $#open )) && _describe -V 'idp' open -S '' && found=0
  return found
}
if [[ $funcstack[1] == _idp ]]; then
  _idp "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _idp idp
fi
`,
  fish: `# fish completion for idp
function __idp_complete
    set -l lines (idp __complete fish (commandline -opc) (commandline -ct | string unescape) 2>/dev/null </dev/null)
    if test "$lines[1]" = file
        set -l typed (commandline -ct)
        set -l before (string match -r '^(?:-[^=]*=)?@?' -- $typed)
        for path in (__fish_complete_path (string sub -s (math (string length -- "$before") + 1) -- $typed))
            echo $before$path
        end
    else
        printf '%s\\n' $lines[2..-1]
    end
end
complete -c idp -f -a '(__idp_complete)'
`,
} as const;

export type Shell = keyof typeof completionScripts;
