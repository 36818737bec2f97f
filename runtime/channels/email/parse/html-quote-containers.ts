/** What a mail program says with an element: quotation, history of the conversation, signature. */
export interface HtmlContainer {
  cited: boolean;
  history: boolean;
  startsHistory: boolean;
  signature: boolean;
}

const NOTHING: HtmlContainer = { cited: false, history: false, startsHistory: false, signature: false };

function attribute(attributes: string, name: string): string {
  const match = new RegExp(`(?:^|[\\s"'/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(
    attributes,
  );
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
}

/** Classes and ids around the quoted mail: Gmail, Yahoo, Proton, Zoho, Outlook, GMX and Web.de, Apple, Thunderbird. */
const HISTORY =
  /(?:^|[\s_])(?:gmail_quote(?:_container)?|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|ms-outlook-mobile-reference-message|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|wrote-quote|history_container|quoted-mail|front-blockquote|freshdesk_quote|gorgias-quote|moz-forward-container|mailbird-quote|airmail_quote|mb_quote|spark_quote|missive_quote|crisp-quote|zd-liquid-quote|intercom-quote|superhuman_quote|hey-quote|x_gmail_quote|x_yahoo_quoted|protonmail_quote|WM_FONT_quote)(?:$|[\s_\d])/i;
/** Elements after which everything is history: Outlook on the web, Hotmail, Outlook Express. */
const STARTS_HISTORY =
  /(?:^|[\s_])(?:divRplyFwdMsg|appendonsend|stopSpelling|replySplit|OutlookMessageHeader|zwchr)(?:$|\s)/i;
const SIGNATURE =
  /(?:^|[\s_])(?:gmail_signature|moz-signature|protonmail_signature_block(?:-user)?|ms-outlook-mobile-signature|AppleMailSignature|apple-mail-signature|tutanota_signature|Signature|divtagdefaultsignature|yahoo-signature|ymail_signature|mail_signature|email-signature|mb_sig|x_gmail_signature|x_Signature|composer_signature|zimbra_signature|js-signature|missive_signature|superhuman_signature)(?:$|[\s_\d-])/;
/** The line above the header block that desktop Outlook puts before the mail it answers. */
const OUTLOOK_RULE = /border:\s*none;\s*border-top:\s*solid\s+#?(?:E1E1E1|B5C4DF|B5C4DF)\s+1\.0pt/i;

/** Recognises the containers of the common mail programs by class, id, name and type of the element. */
export function recognizeContainer(name: string, attributes: string): HtmlContainer {
  if (attributes.length < 6) return NOTHING;
  if (name === 'blockquote') {
    const cited = /type\s*=\s*["']?cite/i.test(attributes) || HISTORY.test(attribute(attributes, 'class'));
    return cited ? { ...NOTHING, cited: true } : NOTHING;
  }
  if (
    name !== 'div' &&
    name !== 'hr' &&
    name !== 'span' &&
    name !== 'table' &&
    name !== 'p' &&
    name !== 'section' &&
    name !== 'td'
  ) {
    return NOTHING;
  }
  const names = `${attribute(attributes, 'class')} ${attribute(attributes, 'id')}`;
  if (HISTORY.test(names)) return { ...NOTHING, history: true };
  if (STARTS_HISTORY.test(names)) return { ...NOTHING, startsHistory: true };
  const named = name === 'div' ? attribute(attributes, 'name') : '';
  if (named === 'quote' || named === 'messageReplySection') return { ...NOTHING, history: true };
  if (named === 'messageSignatureSection') return { ...NOTHING, signature: true };
  if (name === 'div' && OUTLOOK_RULE.test(attributes)) return { ...NOTHING, startsHistory: true };
  if (
    SIGNATURE.test(names) ||
    /\sdata-(?:smartmail|signature)\s*=\s*["']?(?:gmail_signature|true)/i.test(attributes)
  ) {
    return { ...NOTHING, signature: true };
  }
  return NOTHING;
}
