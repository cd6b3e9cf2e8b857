"""The marks by which mail programs set off a quotation, one line per program and language."""

import re

_WROTE = (  # "On …, X wrote:" in its languages; the verb decides, the beginning keeps ordinary sentences out
    r"(?:on|at)\b.{6,}\b(?:wrote|writes|said|sent)\s*:",
    r"(?:am|den|um|gesendet am)\b.{6,}\b(?:schrieb|hat geschrieben)\b.{0,120}:",
    r".{3,120}\b(?:schrieb|hat) (?:am|um)\b.{6,120}(?:geschrieben)?\s*:",
    r"(?:am|um)\b.{6,}\bhat\b.{2,80}\bgeschrieben\s*:",
    r"schrieb\b.{2,80}\bam \d.{4,40}:",
    r"in (?:message|article) <.{3,120}> .{2,80} writes\s*:",
    r"(?:zitat von|quoting|citando|citation de|citaat van|citerar|citat fra|cytat)\b.{0,80}@.{2,80}:",
    r"le\b.{6,}\b(?:a [ée]crit|[ée]crivait)\s*:",
    r"el\b.{6,}\bescribi[óo]\s*:",
    r"(?:il|in data|il giorno)\b.{6,}\b(?:ha scritto)\s*:",
    r"(?:em|no dia|a)\b.{6,}\bescreveu\s*:",
    r"(?:op|in)\b.{6,}\b(?:schreef|geschreven)\b.{0,120}:",
    r"(?:den|på|d\.)\b.{6,}\bskrev\b.{0,120}:",
    r".{3,120}\bskrev (?:den|på|følgende)\b.{6,120}:",
    r"(?:w dniu|dnia)\b.{6,}\b(?:napisał(?:\(a\)|a)?|pisze)\s*:",
    r".{6,160}\b(?:написал|написала|написав|писал|пишет|пише)(?:\(а\))?\s*:",
    r".{6,160}\b(?:kirjoitti|napsal\(a\)|napsal|napísal|írta|yazdı|a scris|έγραψε"
    r"|rašė|kirjutas|rakstīja|je napisao|je napisala|napisao je|napisala je|va escriure"
    r"|menulis)\s*(?:\([^)]{0,60}\))?\s*:",
    r".{2,80}\b(?:kirjoitti|skrev) \d{1,2}\.\d{1,2}\.\d{4}.{0,40}:",
    r".{6,160}(?:כתב|כתבה|כתב/ה|كتب|작성)\s*:",
    r"(?:vào)\b.{6,}\b(?:đã viết)\s*:",
    r".{4,160}(?:写道|寫道|のメール|が書きました|さんは書きました|님이 작성)\s*[:：]",
    r"(?:в|на|във?)\b.{6,}\b(?:написа)\s*:",
    r"(?:20|19)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}.{2,160}[:：]",
    r"\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d\b.{0,30}\b\d{1,2}:\d\d.{2,160}<[^<>\s]{3,80}>.{0,30}:",
    r"\d{1,2}\s\w+\s20\d\d\b.{2,160}<[^<>\s]{3,80}>.{0,40}:",
    r".{2,80}<[^<>\s@]{1,60}@[^<>\s]{1,60}> (?:schrieb|wrote|a écrit|escribió|ha scritto)\b.{0,80}:",
    r".{2,60}\b(?:schrieb|wrote)\s*:",
    r".{0,60}\b(?:20|19)\d\d\b.{2,160}<[^<>\s]{3,80}>\s*:",
    # Year, time and address, in any order and any language
    r"(?=.{0,120}\b(?:20|19)\d\d\b)(?=.{0,160}\b\d{1,2}[:.]\d\d\b).{0,160}<[^<>\s]{3,80}>.{0,60}:",
)
_LABELS = (  # words of a quoted header block, in the order From, Sent, Date, To, Cc, Subject
    "from|sent|date|to|cc|subject|reply-to|importance|organization|attachments"
    "|von|gesendet|datum|an|betreff|kopie|gesendet am|antwort an|wichtigkeit|anlagen"
    "|de|envoyé|envoyé le|date|à|a|objet|répondre à|pour"
    "|enviado|enviado el|fecha|para|asunto|enviada em|enviada|data|assunto"
    "|da|inviato|oggetto|per"
    "|van|verzonden|verzonden op|aan|onderwerp|datum"
    "|fra|sendt|til|emne|dato|från|skickat|datum|till|ämne"
    "|od|wysłano|data|do|temat|odesláno|komu|předmět|dw|dátum|tárgy|címzett|feladó|elküldve"
    "|lähettäjä|lähetetty|vastaanottaja|aihe|päivämäärä"
    "|от|дата|кому|тема|отправлено|отправленные|копия|від|відправлено|надіслано"
    "|kimden|gönderen|tarih|kime|konu|gönderildi|de la|trimis|către|subiect"
    "|发件人|发送时间|收件人|主题|抄送|日期|寄件者|收件者|主旨|傳送時間"
    "|差出人|送信日時|宛先|件名|日時|보낸 사람|받는 사람|제목|보낸 날짜|날짜"
)
_DASHED = (
    r"original[- ]?message|original appointment|originalnachricht|urspr(?:ü"
    r"|ue)ngliche (?:nachricht|mail|e-mail)|original-nachricht|original ?mail"
    r"|message d'origine|message original|mensaje original|mensagem original|messaggio originale"
    r"|oorspronkelijk bericht|origineel bericht"
    r"|opprinnelig melding|oprindelig (?:meddelelse|besked)|ursprungligt meddelande|ursprungligt"
    r"|alkuperäinen viesti|wiadomość oryginalna"
    r"|oryginalna wiadomość|původní zpráva|pôvodná správa|eredeti üzenet|исходное сообщение"
    r"|пересылаемое сообщение|原始邮件|原始信件|reply message|previous replies|vorherige antworten"
    r"|forwarded message|forwarded by .{1,60}|weitergeleitete (?:nachricht|mail)"
    r"|message transféré|doorgestuurd bericht|reply above this line.{0,40}"
    r"|転送メッセージ|転送されたメッセージ|元のメッセージ|원본 메시지|전달된 메시지"
    r"|přeposlaná zpráva|původní e-mail"
    r"|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|videresendt (?:besked|melding)"
    r"|vidarebefordrat meddelande|välitetty viesti|przekazana wiadomość|iletilen mesaj|orijinal mesaj"
)
_WHOLE_LINE = (  # headers without a verb and without rules around them
    r"begin forwarded message|début du message (?:transféré|réexpédié)"
    r"|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|inizio messaggio inoltrato|inicio del mensaje reenviado|início da mensagem (?:encaminhada"
    r"|reencaminhada)"
    r"|begin doorgestuurd bericht|vidarebefordrat brev|start på vidarebefordrat|videresendt besked"
    r"|-{2,8} ?.{2,120}[ >](?:wrote|schrieb|a écrit|escribió|skrev|ha scritto|napisał\(a\)) ?-{2,8}"
    r"|original message from .{3,80}|posted by .{2,60} on \d\d?/\d\d?/\d{4}"
    r"|20\d\d[-/]\d\d?[-/]\d\d? \d\d?:\d\d gmt[+-]\d\d:?\d\d [^<>:]{2,60}(?:<[^<>]{3,80}>)?"
    r"|20\d\d[-/]\d\d?[-/]\d\d? [^<>:]{2,60} <[^<>\s]{3,80}>"
)
_ABOVE_LINE = (  # "please reply above this line", as other desks write it
    r".{0,60}\b(?:reply|respond|response|type|write|answer)\b.{0,40}\babove this (?:line|mark).{0,60}"
    r"|.{0,60}(?:antwort|antworten).{0,30}(?:über|oberhalb).{0,20}(?:zeile|linie).{0,40}"
    r"|.{0,20}(?:oberhalb|über) dieser (?:zeile|linie).{0,20}antwort.{0,40}"
    r"|.{0,40}répon.{0,40}au[- ]dessus de cette ligne.{0,40}|.{0,40}(?:encima"
    r"|arriba) de esta línea.{0,40}"
    r"|.{0,40}sopra questa (?:linea|riga).{0,40}|.{0,40}acima desta linha.{0,40}"
    r"|.{0,40}boven deze (?:lijn|regel).{0,40}|.{0,40}ovanför (?:denna|den här) (?:rad|linje).{0,40}"
    r"|.{0,40}over denne linjen?.{0,40}|.{0,40}powyżej tej linii.{0,40}|.{0,40}выше этой (?:линии"
    r"|строки|черты).{0,40}"
)

_OPEN = r"[\s*_>\"'<\[(-]{0,8}"
WROTE = re.compile(rf"^{_OPEN}(?:{'|'.join(_WROTE)})[\s*_\"'>\])-]{{0,8}}$", re.IGNORECASE)
WROTE_START = re.compile(
    r"^[\s*_]{0,4}(?:on|at|am|den|le|el|il|em|op|w dniu|dnia|vào|a|på|in|no dia|\d{4}[-/.年]"
    r"|\d{1,2}[./ ])\b",
    re.IGNORECASE,
)
LABEL = re.compile(rf"^[\s*_|]{{0,6}}(?:{_LABELS})[\s*_]{{0,4}}[:：][\s*_]{{0,4}}", re.IGNORECASE)
FIRST_LABEL = re.compile(
    r"^[\s*_|]{0,6}(?:from|von|de|da|van|fra|från|od|lähettäjä|от|від|kimden|gönderen|发件人|寄件者"
    r"|差出人|보낸 사람|date|datum|sent|to|subject|feladó)"
    r"[\s*_]{0,4}[:：]",
    re.IGNORECASE,
)
# The patterns below are given stripped lines: two runs of blanks side by side would cost the square.
DASHED = re.compile(
    rf"^(?:[-_*=#>+~]{{2,}}|\*|\[)?\s{{0,3}}(?:{_DASHED})\s{{0,3}}:?\s{{0,3}}(?:[-_*=#<+~]{{2,}}|\*"
    rf"|\])?$",
    re.IGNORECASE,
)
WHOLE_LINE = re.compile(rf"^[\s*_>]{{0,4}}(?:{_WHOLE_LINE})\s{{0,3}}[:：]?[\s*_]{{0,4}}$", re.IGNORECASE)
RULE = re.compile(r"^\s*(?:[-_]{3,}|[*=]{5,})\s*$")
ABOVE_LINE = re.compile(rf"^[\s#*=~_>-]{{0,12}}(?:{_ABOVE_LINE})[\s#*=~_<-]{{0,12}}$", re.IGNORECASE)
QUOTED = re.compile(r"^\s{0,4}(?:>|\|\s|[A-Za-z]{1,12}>)")
