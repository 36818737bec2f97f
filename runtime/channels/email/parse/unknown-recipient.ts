/** Sentences that say the part before the @ is nobody's: what mail servers, directories and providers write. */
const UNKNOWN_RECIPIENT: readonly RegExp[] = [
  /(?:user|recipient|mailbox|account|address(?:es)?|addressee|person|alias|local[ -]?part)\b.{0,60}\b(?:is )?(?:unknown|not found|not known|does(?: not|n't) exist|not exist|no longer (?:exists?|valid|available|in use|active)|is(?: not|n't) (?:a )?(?:known|valid|local|listed|found|available|on this|in our)|could(?: not|n't) be found|cannot be found|not listed|not recogni[sz]ed|not present|not ok|invalid|unavailable|not available|unavaiable|not accepted|(?:was|were) undeliverable|rejected|not our customer|(?:has been |was )?(?:deleted|closed|cancell?ed)|missing home directory|is dead|were unknown)/i,
  /(?:unknown|no such|invalid|non-?existent|unrecogni[sz]ed|undeliverable|bad|illegal|incorrect|wrong|nonexistant)[ _-](?:(?:or unknown )?(?:local|virtual|e-?mail) )?(?:user|recipient|mailbox|address|account|person|alias|destination mailbox|local[ -]part|domain user|receiver|name)/i,
  /no (?:mail ?box|account|user|valid recipients?|one|recipients?) (?:here|by that name|with that name|available for|found|were found|exists|at this address)|no (?:mail ?box|user|person) .{0,30}\bin (?:the )?(?:name )?directory/i,
  /(?:not|isn't) (?:a valid (?:mailbox|recipient|user|address)|an? (?:active|local|known|existing) (?:address|user|mailbox|recipient)|e-?mail addresses)|no longer accepts (?:any )?(?:e-?)?mails?\b/i,
  /does(?: not|n't) (?:have|like) (?:an? .{0,40}(?:account|mailbox)|recipient)|can(?:'t|not) accept user|bad ?rcpt ?to|bad ?recipients?to|valid ?rcptto|rejected recipients?\b|envelope recipient (?:has been|is|was) denied|no valid recipients?\b|non[- ]?exist[ea]nt user|\bno \S{1,60} in (?:the )?name directory/i,
  /(?:wasn't|was not|isn't|not) found (?:at|in|on)|not listed in|couldn't be found|is no longer (?:valid|active|in use|available)|has left the (?:company|organi[sz]ation)|address couldn't be|^\s*(?:smtp; ?)?55\d[- ](?:5\.\d\.\d{1,3} )?[\s<>:.,]{0,10}(?:not found|does(?: not|n't) exist)|\brcpt\b.{0,20}does not exist/i,
  /5\.0\.0 mail rejected|no matches to nameserver query|nessun utente|utilisateur inconnu|no existe (?:dicha persona|ese usuario|la cuenta)|(?:usuario|destinatario|cuenta|buzón).{0,40}(?:no existe|no válid[oa]|desconocid[oa])|(?:indirizzo|utente|casella).{0,40}(?:non valid[oa]|sconosciut[oa]|inesistente|non esiste)|(?:adres|gebruiker|ontvanger|postvak).{0,40}(?:onbekend|bestaat niet|ongeldig)|(?:użytkownik|odbiorca|adres|skrzynka).{0,40}(?:nie istnieje|nieznan|nieprawidłow)|(?:adresa|uživatel|příjemce|schránka).{0,40}(?:neexistuje|neznám)|nicht im .{1,60} aufgeführt|destinataire.{0,40}(?:inconnu|invalide)|destinatario.{0,40}(?:desconocido|sconosciuto|inesistente)|リストにありません|(?:ユーザ|アドレス|宛先|あて先).{0,30}(?:存在しません|見つかりません)/i,
  /unbekannter? (?:empfänger|benutzer|nutzer|adressat|teilnehmer)|(?:empfänger|adresse|postfach|benutzer|konto|adressat).{0,80}(?:unbekannt|nicht gefunden|existiert (?:leider )?nicht|nicht (?:\(mehr\) )?(?:vorhanden|bekannt|gültig|verfügbar|aufgeführt)|nicht mehr (?:gültig|vorhanden|verfügbar|aktiv)|ungültig|unzustellbar|gelöscht)|existiert (?:leider )?nicht|wurde (?:in|bei|unter) .{0,80}nicht gefunden|ist kein (?:bekannter|gültiger) (?:empfänger|benutzer)/i,
  /(?:^|\D)5\.1\.(?:0|1|3|6)(?:\D|$)/,
];

/** Sentences that say the part behind the @ is no mail domain. */
const UNKNOWN_HOST: readonly RegExp[] = [
  /(?:host|domain)(?: (?:or domain )?name)?\b(?:(?!user|recipient|mailbox|account|address|sender).){0,50}\b(?:not found|unknown|does(?: not|n't) exist|must exist|could(?: not|n't) be found|cannot be found|not (?:be )?resolv|is not valid)/i,
  /unknown (?:host|domain|mail host)|no such (?:host|domain)|(?:bad|illegal|invalid) (?:host|domain|destination (?:host|mailbox|system))|non-?existent (?:domain|host)|nxdomain|domain ?nonexistent|unrout(?:e)?able (?:mail domain|address)|name or service not known/i,
  /no (?:mx|dns) (?:records?|entry|information)|all relevant mx records point to|(?:couldn't|could not|cannot|can't|unable to) find (?:any |a )?(?:host|domain|mail exchanger|route)|name service error.{0,80}not found|domain .{0,60}(?:doesn't|does not) exist|domain is not reachable|dns (?:error|lookup).{0,80}(?:not found|nxdomain|does not|no such)/i,
  /(?:domain|domäne|domain-?name|host(?:name)?|mailserver|rechner)\b.{0,80}(?:nicht (?:gefunden|vorhanden|auflösbar|aufgelöst)|existiert (?:leider )?nicht|unbekannt)|unbekannte[rs]? (?:domain|domäne|host|rechner)/i,
  /(?:^|\D)5\.1\.2(?:\D|$)/,
];

/** The other side speaks of the sender's address or server, not of the recipient's. */
const OF_THE_SENDER =
  /domain of (?:the )?sender|sender(?:'s)? (?:e-?mail )?(?:address|domain)\b.{0,80}(?:exist|not found|unknown|invalid|not valid|resolv)|(?:^|\D)[45]\.1\.[78](?:\D|$)|(?:invalid|unknown) sender|sender .{0,20}(?:unknown|invalid)|cannot find your (?:reverse )?host ?name|your (?:host ?name|reverse dns)|absender.{0,40}(?:unbekannt|ungültig|existiert nicht|abgelehnt)/i;

/** Does this answer of a mail server find fault with who sends, not with the recipient? */
export function namesUnknownSender(text: string): boolean {
  return OF_THE_SENDER.test(text);
}

/** Does this answer of a mail server say that the recipient does not exist? */
export function namesUnknownRecipient(text: string): boolean {
  return UNKNOWN_RECIPIENT.some((pattern) => pattern.test(text));
}

/** Does this answer of a mail server say that the recipient's domain or host does not exist? */
export function namesUnknownHost(text: string): boolean {
  return UNKNOWN_HOST.some((pattern) => pattern.test(text));
}
