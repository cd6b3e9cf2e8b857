"""How people end a mail: closings, marks of telephones, legal footers; one line per language."""

import re

_SENT_FROM = (
    r"(?:sent|posted|shared) (?:from|via|with|by) (?:my|the|a|iphone|ipad|android|mobile|outlook|mail"
    r"|samsung"
    r"|yahoo|gmail|proton|windows|blackberry|nine|spark|airmail|sparrow|mailbird"
    r"|tapatalk)\b(?: [\w.:/<>®™'’()?&=-]+){0,7}\.?"
    r"|(?:von|vom) (?:meine[mr]|unterwegs|mobiltelefon|samsung|iphone|ipad"
    r"|android).{0,60}(?:gesendet|gesandt|geschickt)\.?"
    r"|gesendet (?:von|mit|aus|über) .{2,80}|diese nachricht wurde von mein.{2,80}gesendet\.?"
    r"|get outlook for .{2,60}"
    r"|(?:holen|laden) sie sich outlook.{0,60}|outlook für (?:ios|android).{0,60}"
    r"|envoy[ée] (?:de|depuis|à partir d[eu']) .{2,60}|enviado (?:desde|do|a partir) .{2,60}"
    r"|inviato da(?:l|lla)? .{2,60}|verzonden (?:vanaf|met|vanuit) .{2,60}|verstuurd vanaf .{2,60}"
    r"|skickat från .{2,60}|sendt fra .{2,60}|wysłane z .{2,60}|odesláno z .{2,60}|lähetetty .{2,60}"
    r"|отправлено (?:с|из) .{2,60}|надіслано з .{2,60}|iPhone'umdan gönderildi|trimis de pe .{2,60}"
    r"|从我的.{1,20}发送|发自我的.{1,20}|iphoneから送信"
    r"|(?:télécharger|obtener|scarica|hent|hämta|download|obter|pobierz) outlook .{2,60}"
    r"|from my (?:iphone|ipad|android|mobile|phone|samsung|blackberry).{0,30}|\w{1,20} (?:from"
    r"|via) mobile|via mobile"
    r"|(?:fra|från) min (?:iphone|ipad|android|mobil|telefon|samsung|htc|sony).{0,40}|mobil gesendet.{0,30}"
    r"|wysłano z .{2,60}|enviada do .{2,60}|hentet fra .{2,60}|poslané z .{2,60}|elküldve: .{2,60}"
    r"|(?:從|发|發)自?我的.{1,20}(?:傳送|发送|發送)?|發自.{2,20}|.{2,20}から送信|(?:나의|내) .{1,20}에서 보냄"
)
_CLOSING = (
    # German
    r"(?:mit )?(?:(?:freundliche|beste|liebe|viele|herzliche|schöne|sonnige"
    r"|kollegiale)[nr]?,? (?:und )?){0,3}"
    r"gr(?:ü|ue|u)(?:ß|ss)e?n?(?: (?:aus|von|vom|nach|an) [^.!?]{2,40})?|mfg|lg|vg|hochachtungsvoll"
    # English
    r"|(?:with )?(?:(?:many )?thanks (?:and|&) )?(?:(?:kind|kindest|best|warm|warmest) )?regards|rgds"
    r"|best wishes|all the best"
    r"|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|cheers|many thanks|thanks(?: again| a lot"
    r"| so much)?|thank you|best"
    # French, Spanish, Italian, Portuguese
    r"|(?:bien |très )?cordialement|(?:meilleures|sincères|cordiales)? ?salutations(?: distinguées)?"
    r"|bien à vous"
    r"|bonne (?:journée|soirée|réception)|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente"
    r"|cordialmente|(?:muchas )?gracias"
    r"|(?:cordiali|distinti) saluti|grazie|atenciosamente|(?:com os )?(?:melhores )?cumprimentos|abraços"
    # Dutch, Swedish, Danish, Norwegian, Finnish
    r"|(?:met )?(?:vriendelijke |hartelijke )?groet(?:en|jes)?|mvg|bedankt|hoogachtend"
    r"|(?:med )?(?:vänliga? |bästa )?hälsning(?:ar)?"
    r"|(?:med )?(?:de )?(?:ven[n]?lig |bedste |beste )?hils(?:en|ner)|mvh|dbh|kh|knus|på forhånd tak"
    r"|(?:ystävällisin )?terveisin"
    # Polish, Czech, Slovak, Hungarian, Russian, Ukrainian, Turkish
    r"|z powa[żz]aniem|pozdrawiam(?: serdecznie)?|s pozdravem|s úctou|děkuji|děkujeme|üdvözlettel"
    r"|с уважением|з повагою"
    r"|saygılarımla|iyi çalışmalar"
    # Chinese, Korean
    r"|此致|敬礼|谢谢|祝好|감사합니다|안부 전합니다"
)
SENT_FROM = re.compile(rf"^[\s*_>(\[<-]{{0,4}}(?:{_SENT_FROM})[\s*_)\]>]{{0,4}}$", re.IGNORECASE)
LIST_FOOTER = re.compile(r"\bmailing ?list|mailinglist|newsgroup|unsubscribe", re.IGNORECASE)
DASHES = re.compile(r"^\s{0,3}(?:--|——|—|__|-- -|--=20)\s{0,3}$")
CLOSING = re.compile(rf"^[\s*_]{{0,4}}(?:{_CLOSING})\s{{0,2}}[,.!！，。*_]{{0,4}}\s*$", re.IGNORECASE)
# "/John" stands alone at the end.
NAME = re.compile(r"^\s{0,3}/[A-ZÄÖÜÅØÆ][\w.'-]{1,20}(?: [A-ZÄÖÜÅØÆ][\w.'-]{1,20}){0,2}\s*$")
GOES_ON = re.compile(r"^\s{0,3}(?:p\.?\s?s\.?|n\.?b\.?)[ :.]|\?$", re.IGNORECASE)
CONTACT = re.compile(
    r"\b(?:tel|telefon|phone|mobile?|mobil|handy|fax|t|m|f)\b ?[.:]|\+\d[\d ()/-]{6,}|\(\d{3}\) ?\d{3}|"
    r"\bwww\.|@\w+[\w-]*\.\w|\bgmbh\b|\b\d{5} [A-ZÄÖÜ]",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"^[\s*_]{0,4}(?:disclaimer\b|(?:privileged|confidential|confidentiality|private|legal)\b.{0,12}"
    r"(?:notice|note|information|disclaimer)|this (?:e-?mail|message).{0,60}(?:confidential"
    r"|intended (?:only|solely)|privileged)"
    r"|the information (?:contained|transmitted) in|diese (?:e-?mail|nachricht).{0,80}vertraulich"
    r"|der inhalt dieser (?:e-?mail|nachricht)|ce (?:message|courriel).{0,60}confidenti"
    r"|este (?:mensaje|correo).{0,60}confidencial|virenfrei\.|this email has been (?:checked|scanned)"
    r"|diese (?:e-?mail|nachricht) wurde .{0,40}viren)",
    re.IGNORECASE,
)
