"""Fragments that hold a program's state, and ids of authors and generators that look odd.

The page of each is whole, and its program notes in `data-state` what it was given.
"""

from urllib.parse import quote

from tests.fragments.case import FINE, MISSING, PROSE, Case, page

_READS = "<script>document.documentElement.dataset.state = location.hash</script>"
_PAGE = page(f"<h1 id=editor>Editor</h1>{PROSE}", _READS)
_PAKO = (
    "eNpVjs1qwzAQhF9F7CmF2A8gQwKB1sVJ6KW0h5qwyGtbtlYSkpwQQt69CunPwsDAzHyzM2hrCARcvHQDe62dZ"
    "elUbRlj5bquMaO1rE4nFzesgvV2ZAG8z5ZlWa5eX55Z9cQeqy3bHw5b9vxWs7wo0rQs3tJdtv8AVoRZlA"
)
_GZIP = "H4sIAAAAAAAAE12PQQ6CMBBFrzKZtRIVdYELEzcuPIDbbgYYpLGdNp0BEsLdLYgL3f2f9_9Pp9h6QxRkKPiRe4WSOLIiDZcVTgYHYw4"  # noqa: E501  one text
_JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"  # noqa: E501  one text
_JSON = '{"view":"map","zoom":4}'

_STATES = {
    "mermaid": f"pako:{_PAKO}",
    "deflated-without-a-name": _PAKO,
    "gzipped": _GZIP,
    "base64-by-name": "base64:eyJjb2RlIjoiZ3JhcGggVERcbiAgQVtDaHJpc3RtYXNdIC0tPnxHZXQgbW9uZXl8IEIoR28pIn0",  # noqa: E501  one text
    "base64-padded": "eyJjb2RlIjoiZ3JhcGggVERcbiJ9Cg==",
    "lz-string": "N4IgLglmA2CmIC4QGUAuBDVBnWBXAxgBYCmABAPYBOAJsQHQB2AtgIYA",
    "token-in-three-parts": _JWT,
    "json": quote(_JSON, safe=""),
    "json-as-it-is": _JSON.replace('"', "%22"),
    "list-of-json": quote('[{"a":1},{"b":2}]', safe=""),
    "route": "/docs/intro",
    "hash-bang": "!topic/golang-nuts/abc",
    "query": "?browsers=defaults&code=x",
    "query-without-values": "?code",
    "login": "state=af0ifjsldkj&code=SplxlOBeZQQYbYS6WxSbIA",
    "login-without-a-value": "access_token",
    "sheet": "gid=0",
    "map": "12/48.85/2.35",
    "map-by-name": "map=12/48.8566/2.3522",
    "map-with-an-at": "@48.8566,2.3522,12z",
    "two-coordinates": "48.8566,2.3522",
    "compiler": "g:!((g:!((g:!((h:codeEditor,i:(j:1,lang:c%2B%2B),l:'5')),l:'2')),version:4",
    "compiler-packed": "z:OYLghAFBqd5QCxAYwPYBMCmBRdBLAF1QCcAaPECAMzwBtMA7AQwFtMQByARg9KtQYEAysib0QXACx8BBAKoBnTAAUAHpwAMvAFYTStJg1DIApACYAQuYukl9ZATwDKjdAGFUtAK4sGe1wAyeAyYAHI%2BAEaYxBIAzKQADqgKhE4MHt6%2BekkpjgJBIeEsUTFc8XaYDmlCBEzEBBk%2Bfly2mPZ5DDV1BAVhkdFxtrX1jVktgwAGSAHBnRDgxKlhaU",  # noqa: E501  one text
    "key-of-a-file": "L2wmTjNBrlqkFZgmpy1FBlqLs_jyOvZBvqmpJkyRzgk",
    "key-of-22": "YRyUYOhyYKQ5nTcmDD5O5A",
    "folder-and-key": "F!yoQ1FKpB!FVCkKcXwHbPpL3mZ8dTqRg",
    "room-and-key": "room=c1f0a4d86e1b3c2f7a95,AbCdEf12GhIjKl34MnOpQr",
    "settings-with-ampersands": "theme=dark&size=12&wrap",
    "long-hex": "5f2c7a1e9b3d4c6f8a0e1d2c3b4a5968778695a4b3c2d1e0f1e2d3c4b5a69788",
    "recipe": "recipe=From_Base64('A-Za-z0-9%2B/%3D',true)&input=Zm9v",
    "drawing": "R%3Cmxfile%3E%3Cdiagram%20name%3D%22a%22%3E7VpRc5s4EP41PDYDCAF%2BbNy0N5N0",
    "settings-of-a-program": "config:darkMode=1;tabs=2;lineNumbers=true",
    "text-of-a-page": "data:text/html,%3Ch1%3EHi%3C/h1%3E",
    "point-in-a-book": "epubcfi(/6/4!/4/2)",
}

_IDS = {
    "sphinx": "module.Class.method",
    "sphinx-of-python": "concurrent.futures.ThreadPoolExecutor.shutdown",
    "sphinx-of-c++": "_CPPv4N5Eigen6MatrixE",
    "sphinx-of-c++-templates": "_CPPv4I0EN3std6vectorERKNSt6vectorI1T1AEE",
    "rust-method": "method.foo",
    "rust-trait": "impl-From%3CVec%3CT,+A%3E%3E-for-Box%3C%5BT%5D,+A%3E",
    "c++-operator": "operator[]",
    "c++-comparison": "operator==",
    "java": "foo(java.lang.String,int)",
    "java-8": "getResourceAsStream-java.lang.String-int-",
    "wikipedia": "Section_(x)",
    "wikipedia-question": "What_is_it%3F",
    "wikipedia-reference": "CITEREFKnuthMorrisPratt1977",
    "wikipedia-note": "cite_note-Smith2020-12",
    "chinese": "%E5%AE%89%E8%A3%85",
    "cyrillic": "%D0%A3%D1%81%D1%82%D0%B0%D0%BD%D0%BE%D0%B2%D0%BA%D0%B0",
    "cloudformation": "cfn-lambda-function-code",
    "aws-guide": "w2aac15c23b9c11",
    "aws-api": "API_CreateFunction_RequestSyntax",
    "swagger": "operation-findPetsByStatus",
    "camel-case": "getElementsByTagNameNS",
    "long-camel-case": "configureDefaultServletHandlingForXMLHttpRequests2",
    "doxygen": "a2c5d6e0f1b3a4958677a8b9c0d1e2f3a4",
    "oracle": "GUID-3F2504E0-4F89-11D3-9A0C-0305E82C3301",
    "uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "help-centre": "h_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "dita": "concept_lmn_fdh_4q__section_p3b_lk3_5r",
    "docbook": "idm45678912345",
    "asciidoc": "_installing_the_server",
    "rfc": "section-4.2.1",
    "number": "2.1",
    "paper": "S3.SS2.p1",
    "w3c": "dom-htmlelement-innertext",
    "haskell": "v:foldl-39-",
    "elixir": "fetch!/2",
    "elixir-map": "map/2",
    "postgres": "GUC-SHARED-BUFFERS",
    "ms": "System_Collections_Generic_List_1_Add__0_",
    "dotnet": "M:System.String.Join(System.String,System.Object[])",
    "kubernetes": "PodSpec-v1-core",
    "terraform": "nestedblock--root_block_device",
    "go": "Buffer.ReadFrom",
    "scaladoc": "foldLeft-fffff6d9",
    "typescript": "strictNullChecks",
    "css": "property-inset-inline",
    "long-slug": "how-to-configure-the-gateway-so-that-all-requests-of-the-first-group-are-answered-at-once-and-for-all",  # noqa: E501  one text
    "german": "donaudampfschifffahrtsgesellschaftskapitaenspatent",
    "date": "2024-11-05-release",
    "version": "v1.2.3-beta.4",
    "error": "ERR_SSL_VERSION_OR_CIPHER_MISMATCH",
    "tabs": "tab-macOS-arm64",
    "oauth-section": "the-access-token",
    "quoted-title": "%22Heroes%22_(song)",
    "q-and-a": "Q&A",
    "github-readme": "installation-1",
}

STATES = (
    *(Case(f"state-{name}", _PAGE, fragment, FINE) for name, fragment in _STATES.items()),
    *(Case(f"id-{name}", _PAGE, fragment, MISSING) for name, fragment in _IDS.items()),
)
