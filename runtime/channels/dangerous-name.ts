/** Names of files that a computer runs, or a browser shows as a page, when somebody opens them. */
export function hasDangerousName(name: string): boolean {
  return DANGEROUS_EXTENSION.test(name.trim());
}

const DANGEROUS_EXTENSION =
  /\.(?:exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|ws|wsf|wsh|wsc|hta|msi|msp|mst|cpl|jar|jnlp|lnk|url|website|reg|inf|scf|gadget|application|appref-ms|msc|chm|hlp|dll|ocx|sys|drv|html?|xhtml|shtml|mht|mhtml|svgz?|xml|xsl|xslt|swf|iso|img|vhdx?|docm|dotm|xlsm|xltm|xlam|xll|pptm|potm|ppam|sldm|one|ade|adp|mde|accde|app|command|sh|bash|zsh|apk|dmg|pkg|deb|rpm|py|pl|php|rb|settingcontent-ms|library-ms|search-ms|theme|desktop|rdp)$/i;
