; The installer. Silent: duijie-VERSION-windows-x64.exe /S [/D=C:\folder], and uninstall.exe /S.
; Configuration, secrets and data in the folder are never touched: they are not files of the installer's.
Unicode true
Target amd64-unicode ; 32-bit Windows has no use for it, and 64-bit Wine none for another
SetCompressor /SOLID lzma
Name "Duijie"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Duijie"
InstallDirRegKey HKLM "Software\Duijie" "Folder"
RequestExecutionLevel admin
ShowInstDetails show

!include "x64.nsh"
!include "FileFunc.nsh"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Duijie"

LoadLanguageFile "${NSISDIR}\Contrib\Language files\English.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\SimpChinese.nlf"
LangString Needs64 ${LANG_ENGLISH} "Duijie needs a 64-bit Windows."
LangString Needs64 ${LANG_SIMPCHINESE} "Duijie 需要 64 位 Windows。"
LangString InUse ${LANG_ENGLISH} "The files of Duijie are in use. Close every window that runs it, then try again."
LangString InUse ${LANG_SIMPCHINESE} "Duijie 的文件正在使用。请关闭所有正在运行它的窗口,然后重试。"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "$(Needs64)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetRegView 64
  ReadRegStr $0 HKLM "Software\Duijie" "Folder"
  ${If} $0 != ""
  ${AndIf} $INSTDIR == "$PROGRAMFILES64\Duijie"
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

; Leaves in $R9 whether the service was running, so that an upgrade starts it again.
!macro StopService
  StrCpy $R9 no
  nsExec::ExecToStack 'net.exe stop duijie'
  Pop $0
  Pop $1
  ${If} $0 == 0
    StrCpy $R9 yes
  ${EndIf}
!macroend

Section "Duijie"
  SetRegView 64
  !insertmacro StopService
  ClearErrors
  SetOverwrite try
  SetOutPath "$INSTDIR"
  File /r "${FILES}/*"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "$(InUse)" /SD IDOK
    SetErrorLevel 3
    Abort "$(InUse)"
  ${EndIf}

  ; Only administrators and the service may change what is here, and read it: there will be secrets.
  nsExec::ExecToLog 'icacls.exe "$INSTDIR" /inheritance:r /grant:r *S-1-5-32-544:(OI)(CI)F *S-1-5-18:(OI)(CI)F'
  Pop $0

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "Software\Duijie" "Folder" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "DisplayName" "Duijie 对接"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "Publisher" "Duijie"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKLM "${KEY}" "EstimatedSize" $0

  ; Registered, but started by nobody until it is configured. One that is there keeps its settings.
  nsExec::ExecToStack 'sc.exe query duijie'
  Pop $0
  Pop $1
  ${If} $0 != 0
    nsExec::ExecToLog '"$INSTDIR\duijie.exe" /registerService "/displayName=Duijie" "/description=Duijie" /startup=manual'
    Pop $0
  ${EndIf}
  ${If} $R9 == yes
    nsExec::ExecToLog 'net.exe start duijie'
    Pop $0
  ${EndIf}
SectionEnd

Section "Uninstall"
  !insertmacro StopService
  nsExec::ExecToLog '"$INSTDIR\duijie.exe" /unregisterService'
  Pop $0
  Delete "$INSTDIR\duijie.exe"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\ca-bundle.pem"
  Delete "$INSTDIR\duijie.example.json"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\windows.md" ; of an older version
  RMDir /r "$INSTDIR\docs"
  Delete "$INSTDIR\plugins\wdt_source.dll"
  Delete "$INSTDIR\plugins\jdy_target.dll"
  Delete "$INSTDIR\plugins\panying_flow.dll"
  RMDir "$INSTDIR\plugins"
  RMDir /r "$INSTDIR\tzdata"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKLM "${KEY}"
  DeleteRegKey HKLM "Software\Duijie"
SectionEnd
