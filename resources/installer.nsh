; What the installer for Windows does besides copying the app. It runs per user, without administrator rights; when
; somebody starts it with them all the same, it offers the firewall rule that others need to reach a chat hosted here.
; Without the rule Windows asks at the first hosting, and a pupil's account cannot say yes.

!define FIREWALL_RULE "Classic Chatbox"
; LANGIDs of the installer's language.
!define FIREWALL_VIETNAMESE 1066

!macro firewall COMMAND
  nsExec::Exec `"$SYSDIR\netsh.exe" advfirewall firewall ${COMMAND}`
  Pop $R1 ; The exit code. Without the rule the app works all the same.
!macroend

; Names the program, so that rules of other copies stay.
!macro removeFirewallRule
  !insertmacro firewall `delete rule name="${FIREWALL_RULE}" program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"`
!macroend

!macro customInstall
  UserInfo::GetAccountType
  Pop $R0
  ; An update keeps the rule, or its absence.
  ${If} $R0 == "Admin"
  ${AndIfNot} ${isUpdated}
    StrCpy $R2 "Let other devices on this network reach chats hosted on this computer (Windows Firewall)?"
    ${If} $LANGUAGE == ${FIREWALL_VIETNAMESE}
      StrCpy $R2 "Cho các máy khác trong mạng này kết nối tới phòng chat mở trên máy này (Tường lửa Windows)?"
    ${EndIf}
    ; Silent, as from a school's software distribution, means yes.
    ${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION "$R2" /SD IDYES IDYES`
      !insertmacro removeFirewallRule
      ; Not on public networks: a chat is for a school's or one's own.
      !insertmacro firewall `add rule name="${FIREWALL_RULE}" dir=in action=allow protocol=TCP profile=domain,private program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"`
    ${EndIf}
  ${EndIf}
!macroend

!macro customUnInstall
  UserInfo::GetAccountType
  Pop $R0
  ${If} $R0 == "Admin"
  ${AndIfNot} ${isUpdated}
    !insertmacro removeFirewallRule
  ${EndIf}
!macroend
