"""Healthy pages that look guilty, under their own address: they speak of errors, ends and archives.

Data only. Whatever a rule says of one of them is false.
"""

from tests.web.page import Guide, blog_post, docs_page, product_page
from tests.web.precision_case import Shape, stays

AWS = "https://aws.amazon.com"
RDS = Guide("/AmazonRDS/latest/UserGuide/", "Amazon RDS", "User Guide", "Welcome.html")
IOT = Guide("/iot/latest/dg/", "AWS IoT Core", "Developer Guide", "what-is.html")

_OF_ERRORS = (
    stays(
        "an-article-on-404-pages",
        "https://ux.example/blog/lost",
        "Designing a better 404 page | A blog",
    ),
    stays(
        "an-article-with-page-not-found-in-its-title",
        "https://ux.example/blog/sorry",
        "Page not found: the art of saying sorry | A blog",
    ),
    stays(
        "a-guide-to-mending-404",
        "https://host.example/kb/12",
        "How to fix “404 Not Found” in WordPress",
        "The page does not exist, says the server. Page not found!",
    ),
    stays(
        "the-documentation-of-a-status-code",
        "https://web.example/docs/HTTP/Status/404",
        "404 Not Found - HTTP | The web",
    ),
    stays(
        "a-status-code-by-its-name-alone",
        "https://web.example/reference/status-codes/client/gone",
        "404 Not Found | Reference",
    ),
    stays(
        "a-status-code-under-a-number",
        "https://web.example/wiki/42",
        "404 Not Found - HTTP status codes - The wiki",
    ),
    stays(
        "the-reference-of-a-function",
        "https://framework.example/api/notFound",
        "Not found | Functions",
    ),
    stays("a-song", "https://songs.example/songs/oops", "Oops! | Songs"),
    stays(
        "a-film-with-an-error-for-a-name",
        "https://films.example/page-not-found",
        "Page not found - A short film",
    ),
    stays("a-car", "https://cars.example/peugeot", "Peugeot 404 - A car"),
    stays(
        "an-article-on-missing-pages-in-german",
        "https://de.example/magazin/fehlerseiten",
        "Seite nicht gefunden: was nun? - Magazin",
        "Die Seite wurde nicht gefunden, und niemand weiß, warum.",
    ),
    stays(
        "an-article-on-missing-pages-in-french",
        "https://fr.example/blog/page-introuvable",
        "Page introuvable | Le blog",
    ),
    stays(
        "an-article-on-missing-pages-in-spanish",
        "https://es.example/ayuda/1",
        "Qué hacer si aparece «Página no encontrada»",
    ),
    stays(
        "troubleshooting-a-login",
        "https://app.example/help/troubleshooting/login",
        "User not found | Help",
    ),
    stays(
        "the-documentation-of-a-login",
        "https://app.example/docs/login",
        "Log in and sign in - Docs",
        "To sign in, enter your password.",
    ),
)

_OF_ENDS = (
    stays(
        "a-deprecation-guide",
        "https://framework.example/docs/deprecations",
        "Deprecation guide",
        "The method cog() is deprecated. It was discontinued in version 3.",
        "Version 2 is no longer supported.",
    ),
    stays(
        "release-notes",
        "https://framework.example/changelog",
        "Changelog",
        "Python 3.8 has reached its end of life and is no longer supported.",
        "The option --cog was renamed to --sprocket. The old cog API was deprecated.",
    ),
    stays(
        "a-table-of-supported-versions",
        "https://framework.example/versions",
        "Supported versions",
        "Version 1 reached its end of support on October 31, 2023.",
    ),
    Shape(
        "aws-versions-of-mysql",
        f"{RDS.url}MySQL.html",
        (
            docs_page(
                RDS,
                "MySQL.html",
                "MySQL on Amazon RDS versions",
                "On February 29, 2024, AWS will end support for Amazon RDS MySQL version 5.",
            ),
        ),
        "ok",
    ),
    Shape(
        "aws-a-page-with-the-word-forecast",
        f"{IOT.url}forecast-lamps.html",
        (docs_page(IOT, "forecast-lamps.html", "Lamps that show the weather forecast"),),
        "ok",
    ),
    Shape(
        "aws-a-post-that-names-an-ended-service-once",
        f"{AWS}/blogs/aws/cogs-in-the-cloud/",
        (
            blog_post(
                f"{AWS}/blogs/aws/cogs-in-the-cloud/",
                "Cogs in the cloud",
                "We used AWS Lambda. Amazon Monitron is no longer open to new customers.",
            ),
        ),
        "ok",
    ),
    Shape(
        "aws-how-to-leave-a-service",
        f"{AWS}/blogs/aws/migrating-from-amazon-forecast/",
        (
            blog_post(
                f"{AWS}/blogs/aws/migrating-from-amazon-forecast/",
                "Migrating from Amazon Forecast to Amazon SageMaker Canvas",
                "Amazon Forecast is no longer available to new customers.",
            ),
        ),
        "ok",
    ),
    Shape(
        "aws-a-service-that-reopened",
        f"{AWS}/codecommit/",
        (product_page(f"{AWS}/codecommit/", "Private Git hosting", "AWS CodeCommit"),),
        "ok",
    ),
    Shape(
        "aws-the-wider-sagemaker",
        f"{AWS}/sagemaker/",
        (
            product_page(
                f"{AWS}/sagemaker/",
                "The center for data",
                "Amazon SageMaker",
                "It was once smaller.",
            ),
        ),
        "ok",
    ),
    stays(
        "an-ended-service-on-a-mirror",
        "https://mirror.example/deeplens/",
        "AWS DeepLens - a copy of its manual",
    ),
    stays(
        "a-post-reviewed-and-updated",
        "https://blog.example/2019/updated",
        "Turning cogs | A blog",
        "April 2024: This post was reviewed and updated for accuracy.",
    ),
    stays(
        "a-library-that-dropped-one-system",
        "https://lib.example/sprocket",
        "Sprocket",
        "This library is no longer supported on Windows 7.",
    ),
    stays(
        "a-repository-kept-by-zenodo",
        "https://lib.example/science",
        "Science",
        "This repository is archived on Zenodo with a DOI of its own.",
    ),
    stays(
        "a-project-kept-by-software-heritage",
        "https://lib.example/heritage",
        "Heritage",
        "This project is archived by Software Heritage.",
    ),
    stays(
        "a-list-that-is-updated-less-often",
        "https://lib.example/list",
        "A list",
        "This page is no longer updated daily but weekly.",
    ),
    stays(
        "a-post-about-a-dead-project",
        "https://blog.example/blog/forgotten-tools",
        "Ten forgotten tools",
        "Cog turned for ten years.",
        "The project is no longer maintained.",
    ),
    stays(
        "a-page-on-archiving",
        "https://store.example/lifecycle",
        "Lifecycle rules",
        "The document is archived to cold storage after 90 days.",
    ),
    stays("an-archive-by-path", "https://blog.example/archive/2019/cogs", "Cogs of 2019"),
    stays("an-archive-by-title", "https://blog.example/all", "Archive | A blog", "All our posts."),
    stays(
        "an-archive-of-papers", "https://archives.example/", "The Archives", "Archived since 1850."
    ),
)

_OF_NAMES = (
    stays(
        "formerly-known-of-something-else",
        "https://museum.example/visit",
        "Visit the Sprocket Museum",
        "Ridge Road was formerly known as Main Street.",
    ),
    stays(
        "a-short-name-within-a-longer-word",
        "https://search.example/google",
        "Google for beginners",
        "Go was formerly known as Oak.",
    ),
    stays(
        "a-product-with-an-old-name-in-its-history",
        "https://maker.example/sprocket",
        "Sprocket – the tool",
        "Our history.",
        "Sprocket was previously known as Cog until 2009.",
    ),
    stays(
        "a-link-that-has-the-new-name",
        "https://maker.example/gear",
        "Gear Grid",
        "Gear Grid was previously known as Gear Cloud.",
        text="Gear Grid",
    ),
    stays(
        "a-former-head",
        "https://people.example/jane",
        "Jane Doe",
        "Jane Doe was formerly Head of Sprockets.",
    ),
)

SHAPES: tuple[Shape, ...] = (*_OF_ERRORS, *_OF_ENDS, *_OF_NAMES)
