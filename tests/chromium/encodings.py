"""Pages in the encodings of the web, with right, wrong and no labels."""

from __future__ import annotations

import codecs

from tests.chromium.case import HTML, Case, page

_GONE = "ページが見つかりません"


def _case(
    name: str,
    id_: str,
    codec: str,
    charset: str | None = None,
    *,
    head: str = "",
    mark: bytes = b"",
    fragment: str | None = None,
    title: str = "A guide",
    row: bool = False,
    kind: str | None = HTML,
) -> Case:
    """`id_` in `codec`, under the header's `charset`."""
    body = mark + page(id_, head=head, title=title).encode(codec)
    type_ = f"{kind}; charset={charset}" if kind and charset else kind
    return Case(name, body, id_ if fragment is None else fragment, type_, row=row)


def _raw(name: str, id_: bytes, fragment: str, type_: str = HTML, head: str = "") -> Case:
    """An id that is given by its bytes."""
    body = page("IDHERE", head=head).encode("ascii").replace(b"IDHERE", id_)
    return Case(name, body, fragment, type_)


def _meta(name: str, head: str, codec: str = "cp1251", id_: str = "обзор", **more: str) -> Case:
    return _case(name, id_, codec, head=head, **more)  # type: ignore[arg-type]


REPORTED = (
    _case("x-sjis", "概要", "cp932", "x-sjis", row=True),
    _case("windows-31j", "概要", "cp932", "Windows-31J", row=True),
    _case("shift-jis-with-more", "①概要", "cp932", "Shift_JIS", row=True),
    _case("gb2312-with-more", "镕基", "gbk", "gb2312", row=True),
    _case("x-gbk", "概要", "gbk", "x-gbk", row=True),
    _case("ks-c-5601-1987", "똠개요", "cp949", "ks_c_5601-1987", row=True),
    _case("euc-kr-with-more", "똠개요", "cp949", "euc-kr", row=True),
    _case("latin-1-that-is-windows-1252", "what’s", "cp1252", "iso-8859-1", row=True),
    _case("ascii-that-is-windows-1252", "what’s", "cp1252", "us-ascii", row=True),
    _case("no-label-windows-1252", "what’s", "cp1252", row=True),
    _case("meta-utf-16-is-utf-8", "größe", "utf-8", head="<meta charset=utf-16>", row=True),
    _case("utf-16le-by-its-mark", "概要", "utf-16-le", mark=codecs.BOM_UTF16_LE, row=True),
    _case("utf-16be-by-its-mark", "概要", "utf-16-be", mark=codecs.BOM_UTF16_BE, row=True),
    _case("utf-16-ascii-anchor", "limits", "utf-16-le", mark=codecs.BOM_UTF16_LE, row=True),
    _case("mark-against-header", "größe", "utf-8", "iso-8859-1", mark=codecs.BOM_UTF8, row=True),
    _case("euc-jp", "概要", "euc_jp", "euc-jp", row=True),
    _case("x-sjis-anchor-missing", "概要", "cp932", "x-sjis", fragment="目次", row=True),
)

JAPANESE = (
    _case("shift-jis-ibm", "髙橋", "cp932", "shift-jis"),
    _case("ms-kanji-wave", "～まで", "cp932", "ms_kanji"),
    _case("sjis-half-width", "ｶﾅ", "cp932", "sjis"),
    _case("csshiftjis-backslash-trail", "表示能力", "cp932", "csShiftJIS"),
    _case("ms932", "№㈱", "cp932", "ms932"),
    _raw("euc-jp-nec-row", b"\xad\xa1\xb3\xb5\xcd\xd7", "①概要", "text/html; charset=x-euc-jp"),
    _raw("euc-jp-wave", b"\xa1\xc1\xb3\xb5", "～概", "text/html; charset=EUC-JP"),
    _raw("euc-jp-ibm", b"\xfc\xe3\xb6\xb6", "髙橋", "text/html; charset=euc-jp"),
    _raw("euc-jp-three-bytes", b"\x8f\xb0\xa1", "丂", "text/html; charset=cseucpkdfmtjapanese"),
    _raw("euc-jp-minus", b"\xa1\xdd\xa1\xf1", "－￠", "text/html; charset=euc-jp"),
    _case("iso-2022-jp", "概要", "iso2022_jp", "iso-2022-jp"),
    _case("csiso2022jp", "はじめに", "iso2022_jp", "csISO2022JP"),
    _raw("iso-2022-jp-katakana", b"\x1b(I6E\x1b(B", "ｶﾅ", "text/html; charset=iso-2022-jp"),
    _raw("iso-2022-jp-nec-row", b"\x1b$B-!35\x1b(B", "①概", "text/html; charset=iso-2022-jp"),
    _case("sjis-title-gone", "概要", "cp932", "x-sjis", fragment="", title=_GONE),
    _case("sjis-meta", "概要", "cp932", head="<meta charset=x-sjis>"),
    _case("sjis-no-label", "このページの概要について", "cp932"),
    _case("euc-jp-no-label", "このページの概要について", "euc_jp"),
    _case("iso-2022-jp-no-label", "このページの概要について", "iso2022_jp"),
    _case("sjis-labelled-utf-8", "概要", "cp932", "utf-8"),
    _case("utf-8-labelled-sjis", "概要", "utf-8", "shift_jis"),
)

CHINESE = (
    _case("gbk-euro", "价格€", "gb18030", "gbk"),
    _raw("gbk-euro-in-one-byte", b"100\x80", "100€", "text/html; charset=gbk"),
    _case("gb2312-four-bytes", "㐀丂", "gb18030", "GB2312"),
    _case("gb18030", "𠀀概要", "gb18030", "gb18030"),
    _raw("gb18030-of-2022", b"\xa6\xd9\xfe\x59", "︐龴", "text/html; charset=gb18030"),
    _case("chinese", "朱镕基", "gbk", "chinese"),
    _case("iso-ir-58", "概要", "gbk", "iso-ir-58"),
    _case("gb-2312-80", "概要", "gbk", "GB_2312-80"),
    _case("big5", "概要", "big5", "big5"),
    _case("big5-hkscs", "喺𠕇", "big5hkscs", "Big5-HKSCS"),
    _raw("big5-hkscs-of-2008", b"\x87\x7a", "㡵", "text/html; charset=big5"),
    _raw("big5-of-e-ten", b"\xc6\xcf\xa1\x45", "廴‧", "text/html; charset=cn-big5"),
    _raw("big5-two-characters", b"\x88\x62", "Ê̄", "text/html; charset=x-x-big5"),
    _raw("big5-euro", b"\xa3\xe1", "€", "text/html; charset=big5"),
    _case("gbk-no-label", "这个页面的概要说明", "gbk"),
    _case("big5-no-label", "這個頁面的概要說明", "big5"),
    _case("gbk-labelled-utf-8", "概要", "gbk", "utf-8"),
    _case("big5-labelled-gbk", "概要", "big5", "gbk"),
    _case("hz-is-not-read", "limits", "ascii", "hz-gb-2312"),
    _case("iso-2022-cn-is-not-read", "limits", "ascii", "iso-2022-cn"),
)  # fmt: skip

KOREAN = (
    _case("korean", "뷁개요", "cp949", "korean"),
    _case("windows-949", "똠방각하", "cp949", "windows-949"),
    _case("ksc5601", "개요", "euc_kr", "KSC5601"),
    _case("euc-kr-no-label", "이-페이지의-개요-설명", "cp949"),
    _case("iso-2022-kr-is-not-read", "limits", "ascii", "iso-2022-kr"),
)

SINGLE = (
    _case("latin1-quotes", "“größe”", "cp1252", "latin1"),
    _case("cp819-dash", "a–b", "cp1252", "cp819"),
    _raw("windows-1252-undefined", b"a\x81b", "a\x81b", "text/html; charset=windows-1252"),
    _case("iso-8859-9-is-windows-1254", "İ—ş", "cp1254", "iso-8859-9"),
    _case("latin5", "ığ…", "cp1254", "latin5"),
    _case("iso-8859-2", "żółw", "iso8859-2", "latin2"),
    _case("windows-1250", "ž–š", "cp1250", "cp1250"),
    _case("windows-1251", "обзор", "cp1251", "x-cp1251"),
    _case("koi8-r", "обзор", "koi8-r", "koi"),
    _raw("koi8-u-short-u", b"\xae\xbe", "ўЎ", "text/html; charset=koi8-u"),
    _case("koi8-ru", "обзор", "koi8-r", "KOI8-RU"),
    _case("ibm866", "обзор", "cp866", "cp866"),
    _case("x-mac-cyrillic", "обзор", "mac-cyrillic", "x-mac-ukrainian"),
    _case("macintosh", "größe—€", "mac-roman", "x-mac-roman"),
    _case("iso-8859-5", "обзор", "iso8859-5", "cyrillic"),
    _case("iso-8859-7", "€ή", "iso8859-7", "ECMA-118"),
    _case("windows-1253", "ή’", "cp1253", "windows-1253"),
    _case("iso-8859-8-i", "סקירה", "iso8859-8", "iso-8859-8-i"),
    _case("visual-hebrew", "סקירה", "iso8859-8", "visual"),
    _case("windows-1255", "שלום", "cp1255", "x-cp1255"),
    _raw("windows-1255-holam-haser", b"\xf9\xca", "שֺ", "text/html; charset=windows-1255"),
    _case("windows-1256", "نظرة", "cp1256", "windows-1256"),
    _case("asmo-708", "نظرة", "iso8859-6", "ASMO-708"),
    _case("windows-1257", "šū", "cp1257", "windows-1257"),
    _case("iso-8859-13", "šū”", "iso8859-13", "iso8859-13"),
    _case("windows-1258", "Viê\u0323t", "cp1258", "windows-1258"),
    _case("tis-620-is-windows-874", "ภาพรวม…", "cp874", "tis-620"),
    _case("iso-8859-11", "“ภาพ”", "cp874", "iso-8859-11"),
    _case("iso-8859-15", "€œ", "iso8859-15", "l9"),
    _case("iso-8859-16", "ș€", "iso8859-16", "iso-8859-16"),
    _case("iso-8859-10", "ŧ―", "iso8859-10", "l6"),
    _case("iso-8859-14", "ŵ", "iso8859-14", "iso-8859-14"),
    _raw("x-user-defined", b"a\x80", "a\uf780", "text/html; charset=x-user-defined"),
    _case("meta-x-user-defined", "what’s", "cp1252", head="<meta charset=x-user-defined>"),
    _case("windows-1252-labelled-utf-8", "what’s", "cp1252", "utf-8"),
    _case("ascii-anchor-among-errors", "limits", "cp1252", "utf-8", title="größe"),
    _case("ascii-anchor-missing-among-errors", "größe", "cp1252", "utf-8", fragment="limits"),
    _case("utf-8-labelled-latin-1", "größe", "utf-8", "iso-8859-1"),
)

MARKS = (
    _case("mark-against-meta", "größe", "utf-8", head="<meta charset=latin1>",
          mark=codecs.BOM_UTF8),
    _case("utf-16le-mark-against-header", "概要", "utf-16-le", "utf-8", mark=codecs.BOM_UTF16_LE),
    _case("utf-16be-mark-against-meta", "概要", "utf-16-be", mark=codecs.BOM_UTF16_BE,
          head="<meta charset=shift_jis>"),
    _case("utf-16-mark-against-its-other-order", "概要", "utf-16-be", "utf-16le",
          mark=codecs.BOM_UTF16_BE),
    _case("utf-16le-mark-anchor-missing", "概要", "utf-16-le", fragment="limits",
          mark=codecs.BOM_UTF16_LE),
    _case("utf-16-title-gone", "limits", "utf-16-le", mark=codecs.BOM_UTF16_LE, fragment="",
          title="Page not found"),
    _case("utf-16be-title-gone", "limits", "utf-16-be", mark=codecs.BOM_UTF16_BE, fragment="",
          title="Page not found"),
    _case("utf-16-without-a-mark", "größe", "utf-16-le", "utf-16"),
    _case("utf-16be-without-a-mark", "größe", "utf-16-be", "UTF-16BE"),
    _case("unicode", "größe", "utf-16-le", "unicode"),
    _case("iso-10646-ucs-2", "概要", "utf-16-le", "ISO-10646-UCS-2"),
    _case("utf-16le-neither-mark-nor-label", "größe", "utf-16-le"),
    _case("utf-16be-neither-mark-nor-label", "limits", "utf-16-be"),
    _case("utf-16le-with-a-lone-half", "limits", "utf-16-le",
          mark=codecs.BOM_UTF16_LE + b"\x3d\xd8"),
    _case("two-marks", "größe", "utf-8", "utf-8", mark=codecs.BOM_UTF8 * 2),
    _case("utf-32-by-its-mark", "limits", "utf-32-le", mark=codecs.BOM_UTF32_LE),
)  # fmt: skip

LABELS = (
    _case("utf-8", "größe", "utf-8", "utf-8"),
    _case("utf8", "größe", "utf-8", "UTF8"),
    _case("unicode-1-1-utf-8", "größe", "utf-8", "unicode-1-1-utf-8"),
    _case("label-in-quotes", "обзор", "cp1251", '"windows-1251"'),
    _case("label-in-single-quotes", "обзор", "cp1251", "'windows-1251'"),
    _case("label-with-spaces", "обзор", "cp1251", " windows-1251 "),
    _case("label-and-more", "обзор", "cp1251", "windows-1251; profile=x"),
    _case("label-and-comma", "обзор", "cp1251", "windows-1251, text/html"),
    Case("two-labels", page("обзор").encode("cp1251"), "обзор",
         "text/html; charset=windows-1251; charset=utf-8"),
    Case("space-before-the-equals-sign", page("обзор").encode("cp1251"), "обзор",
         "text/html; charset =windows-1251"),
    Case("no-semicolon", page("обзор").encode("cp1251"), "обзор",
         "text/html charset=windows-1251"),
    Case("other-parameter-first", page("обзор").encode("cp1251"), "обзор",
         "text/html; q=1;charset=windows-1251"),
    Case("label-within-a-quoted-parameter", page("größe").encode("utf-8"), "größe",
         'text/html; x="; charset=koi8-r"; charset=utf-8'),
    Case("label-empty", page("größe", head="<meta charset=utf-8>").encode(), "größe",
         "text/html; charset="),
    _case("label-unknown", "обзор", "cp1251", "x-nothing", head="<meta charset=windows-1251>"),
    _case("label-none", "größe", "utf-8", "none", head="<meta charset=utf-8>"),
    _case("label-utf8mb4", "größe", "utf-8", "utf8mb4", head='<meta charset="utf-8">'),
    _case("label-of-python", "größe", "utf-8", "latin_1", head='<meta charset="utf-8">'),
    _case("label-utf-7", "limits", "ascii", "utf-7"),
    _case("label-utf-32", "limits", "ascii", "utf-32"),
    _case("label-with-kelvin-sign", "limits", "ascii", "\u212aoi8-r"),
    _case("header-before-meta", "größe", "utf-8", "utf-8", head="<meta charset=koi8-r>"),
    _case("no-label-utf-8", "größe", "utf-8"),
    _case("no-label-utf-8-japanese", "このページの概要について", "utf-8"),
    _case("no-label-ascii", "limits", "ascii"),
    _case("no-label-koi8-r", "обзор-возможностей-программы", "koi8-r"),
    _case("no-label-windows-1251", "обзор-возможностей-программы", "cp1251"),
)  # fmt: skip

_LATE = "<style>" + "a{}" * 500 + "</style>"
METAS = (
    _meta("meta-charset", "<meta charset='windows-1251'>"),
    _meta("meta-charset-unquoted", "<meta charset=windows-1251/>"),
    _meta("meta-charset-with-spaces", '<meta charset=" windows-1251 ">'),
    _meta("meta-upper-case", "<META CHARSET=WINDOWS-1251>"),
    _meta("meta-slash", "<meta/charset=windows-1251>"),
    _meta("meta-content",
          '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
    _meta("meta-content-first",
          '<meta content="text/html; charset=windows-1251" http-equiv=content-type>'),
    _meta("meta-content-in-quotes",
          "<meta http-equiv=Content-Type content='text/html;charset = \"windows-1251\"'>"),
    _meta("meta-content-alone", '<meta content="text/html; charset=windows-1251">'),
    _meta("meta-content-of-another",
          '<meta name="x" content="text/html; charset=windows-1251"><meta charset=koi8-r>',
          "koi8-r"),
    _meta("meta-name-charset", '<meta name="charset" content="windows-1251">'),
    _meta("meta-in-a-comment", "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>"),
    _meta("meta-in-a-comment-with-a-sign",
          "<!-- > <meta charset=koi8-r> --><meta charset=windows-1251>"),
    _meta("meta-in-a-short-comment", "<!--><meta charset=windows-1251>"),
    _meta("meta-in-an-attribute",
          "<link title='<meta charset=koi8-r>'><meta charset=windows-1251>"),
    _meta("meta-in-a-script",
          "<script>'<meta charset=koi8-r>'</script><meta charset=windows-1251>"),
    _meta("meta-in-a-style", "<style>/*<meta charset=koi8-r>*/</style><meta charset=windows-1251>"),
    _meta("meta-in-a-title",
          "<title><meta charset=koi8-r></title><meta charset=windows-1251>"),
    _meta("meta-in-noscript",
          "<noscript><meta charset=koi8-r></noscript><meta charset=windows-1251>"),
    _meta("two-metas", "<meta charset=windows-1251><meta charset=koi8-r>"),
    _meta("unknown-meta-first", "<meta charset=x-nothing><meta charset=windows-1251>"),
    _meta("empty-meta-first", "<meta charset=''><meta charset=windows-1251>"),
    _meta("meta-utf-16be", "<meta charset=utf-16be>", "utf-8", "größe"),
    _meta("meta-content-utf-16",
          "<meta http-equiv=content-type content='text/html; charset=utf-16le'>", "utf-8",
          "größe"),
    _meta("meta-after-1024-bytes-of-head", _LATE + "<meta charset=windows-1251>"),
    _meta("meta-after-1024-bytes-of-head-and-body",
          _LATE + "</head><body><p>x</p><meta charset=windows-1251>"),
    _meta("meta-in-the-body-within-1024-bytes",
          "</head><body><p>x</p><meta charset=windows-1251>"),
    _meta("meta-across-1024-bytes",
          "<style>" + "a" * 945 + "</style><meta charset=windows-1251>"),
    _meta("meta-twice-charset", "<meta charset=windows-1251 charset=koi8-r>"),
    _meta("meta-charset-and-content",
          "<meta charset=windows-1251 http-equiv=content-type content='x; charset=koi8-r'>"),
    _meta("meta-gb2312", "<meta charset=gb2312>", "gbk", "镕基"),
    _meta("meta-euc-kr", "<meta charset=euc-kr>", "cp949", "똠개요"),
    _meta("meta-iso-8859-1", "<meta charset=iso-8859-1>", "cp1252", "what’s"),
    _meta("meta-replacement", "<meta charset=iso-2022-kr>", "utf-8", "limits"),
    Case("xml-declaration", b"<?xml version='1.0' encoding='windows-1251'?>"
         + page("обзор").encode("cp1251"), "обзор"),
    Case("xml-declaration-against-meta", b"<?xml version='1.0' encoding='windows-1251'?>"
         + page("обзор", head="<meta charset=koi8-r>").encode("cp1251"), "обзор"),
)  # fmt: skip

_XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head>{}<title>A</title></head><body><p>{}</p>'
    '<h2 id="{}">x</h2></body></html>'
)


def _xhtml(
    name: str, id_: str, codec: str, start: str = "", head: str = "", charset: str = ""
) -> Case:
    body = (start + _XHTML.format(head, "How it all works. " * 4, id_)).encode(codec)
    return Case(name, body, id_, "application/xhtml+xml" + charset)


XHTML = (
    _xhtml("xhtml", "größe", "utf-8"),
    _xhtml("xhtml-declared", "обзор", "cp1251", "<?xml version='1.0' encoding='windows-1251'?>"),
    _xhtml("xhtml-by-header", "обзор", "cp1251", charset="; charset=windows-1251"),
    _xhtml("xhtml-meta-counts-for-nothing", "größe", "utf-8", head='<meta charset="koi8-r"/>'),
    _xhtml("xhtml-wrong-bytes", "größe", "cp1252"),
)

BROKEN = (
    _raw("wrong-byte-before-the-quotation-mark", b"\x88\xea\x81", "一\ufffd",
         "text/html; charset=shift_jis"),
    _raw("wrong-byte-before-a-letter-euc-kr", b"\xb0\xa1\xff\xb0\xa1", "가\ufffd가",
         "text/html; charset=euc-kr"),
    _raw("wrong-byte-in-gb18030", b"\x81\x30\x81", "\ufffd0\ufffd", "text/html; charset=gb18030"),
    _raw("wrong-byte-in-utf-8", b"gr\xc3\xc3\xb6\xe2\x82", "gr\ufffdö\ufffd",
         "text/html; charset=utf-8"),
    _raw("lost-before-the-server-sent-it", "gr\ufffdße".encode(), "größe",
         "text/html; charset=utf-8"),
    _raw("encoded-surrogate", b"a\xed\xa0\x80", "a\ufffd\ufffd\ufffd", "text/html; charset=utf-8"),
    _raw("nul-in-the-page", b"a\x00b", "a\ufffdb", "text/html; charset=utf-8"),
)  # fmt: skip

CASES = (
    *REPORTED, *JAPANESE, *CHINESE, *KOREAN, *SINGLE, *MARKS, *LABELS, *METAS, *XHTML, *BROKEN,
)  # fmt: skip
