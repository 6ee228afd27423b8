"""The article's links outside AWS's two main hosts: papers, courses, news, makers of chips.

Data only: an estimate of what each link does, not a measurement of it.
"""

from tests.web.page import HTML, Page, not_found, pdf, plain_page, redirect

GAUDI = "https://www.intel.com/content/www/us/en/products/details/processors/ai-accelerators"
EDX = "https://www.edx.org/learn/amazon-sagemaker/amazon-web-services"
UDACITY = "https://www.udacity.com/course"

_TARGETS = (
    plain_page("https://towardsai.net/", "Towards AI", "News and essays on AI."),
    plain_page("https://skillbuilder.aws/", "AWS Skill Builder", "Courses at your own pace."),
    plain_page("https://cloud.google.com/tpu", "Cloud TPU | Google Cloud", "Tensor hardware."),
    # No product name in these titles: they are cases of moved, not of renamed.
    plain_page(f"{GAUDI}/gaudi.html", "AI Accelerators - Intel", "Chips for training."),
    plain_page(f"{GAUDI}/gaudi-overview.html", "AI Accelerators Overview - Intel", "All chips."),
    plain_page(
        f"{UDACITY}/aws-machine-learning-engineer-nanodegree--nd189",
        "AWS Machine Learning Engineer | Udacity",
        "From a first model to one in production.",
    ),
    plain_page(
        f"{EDX}-simplifying-machine-learning-application-development",
        "Simplifying Machine Learning Application Development | edX",
        "A course for application developers.",
    ),
)

# Status 403 whatever is asked: the wall stands before the page, so nobody knows.
_WALL = Page(
    "https://pub.towardsai.net/aws-re-invent-2020-machine-learning-keynote-recap-7f14e31819fa"
    "?source=collection_archive---------0-----------------------",
    403,
    (HTML, ("Server", "cloudflare"), ("cf-mitigated", "challenge")),
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    b"<noscript>Enable JavaScript and cookies to continue</noscript></body></html>\n",
).judged("blocked", "A wall against robots.")

_OK = tuple(
    page.judged("ok", "Up.")
    for page in (
        plain_page("https://reinvent.awsevents.com/", "AWS re:Invent", "This year's event."),
        plain_page(
            "https://nucleusresearch.com/research/single/guidebook-deep-learning-on-aws-2/",
            "Guidebook: Deep learning on AWS - Nucleus Research",
            "The abstract; the rest is for subscribers.",
        ),
        pdf(
            "https://storage.googleapis.com/kaggle-media/surveys/"
            "Kaggle%20State%20of%20Machine%20Learning%20and%20Data%20Science%202020.pdf"
        ),
        plain_page("https://arxiv.org/abs/1703.06870", "[1703.06870] Mask R-CNN", "Abstract."),
        plain_page(
            "https://github.com/google-research/text-to-text-transfer-transformer",
            "google-research/text-to-text-transfer-transformer - GitHub",
            "Code for a paper on transfer learning.",
        ),
        plain_page(
            "https://www.tensorflow.org/datasets/catalog/c4",
            "c4 | TensorFlow Datasets",
            "A cleaned crawl of the web.",
        ),
        plain_page("https://super.gluebenchmark.com/", "SuperGLUE Benchmark", "Eight tasks."),
        plain_page("https://www.coursera.org/", "Coursera | Online Courses", "Learn."),
        plain_page("https://www.edx.org/", "Build new skills | edX", "Learn."),
        plain_page("https://www.udacity.com/", "Learn Tech Skills | Udacity", "Learn."),
        pdf(
            "https://d1.awsstatic.com/training-and-certification/ramp-up_guides/"
            "Ramp-Up_Guide_Machine_Learning.pdf"
        ),
    )
)

_REDIRECTED = tuple(
    redirect(old, 301, new).judged("redirected", "Moved for good.")
    for old, new in (
        ("https://habana.ai/training/", f"{GAUDI}/gaudi.html"),
        ("https://habana.ai/gaudi-integrated-roce/", f"{GAUDI}/gaudi.html"),
        (
            "https://habana.ai/habana-gaudi-ai-processors-to-bring-lower-cost-to-train-to-amazon"
            "-ec2-customers/",
            f"{GAUDI}/gaudi-overview.html",
        ),
        ("https://cloud.google.com/tpu/", "https://cloud.google.com/tpu"),
        (
            f"{UDACITY}/machine-learning-engineer-nanodegree--nd009t",
            f"{UDACITY}/aws-machine-learning-engineer-nanodegree--nd189",
        ),
        (
            "https://www.edx.org/course/amazon-sagemaker-simplifying-machine-learning-appl",
            f"{EDX}-simplifying-machine-learning-application-development",
        ),
    )
)

_HOME = "CSV: redirect. It lands on a home page, so what was linked to is gone."

_SOFT_404 = (
    *(
        redirect(f"https://towardsai.net/p/category/{name}", 301, "https://towardsai.net/").judged(
            "soft-404", _HOME
        )
        for name in ("news", "technology")
    ),
    redirect(
        "https://www.aws.training/LearningLibrary"
        "?filters=classification%3A30&filters=language%3A1&search=&tab=view_all",
        301,
        "https://skillbuilder.aws/",
    ).judged("soft-404", _HOME),
    plain_page(
        "https://www.awseducate.com/student/s/pathways", "Page Not Found", "Try the menu."
    ).judged("soft-404", "Status 200, and a title that says otherwise.", fragment="ML"),
    plain_page(
        "https://www.gartner.com/doc/reprints?id=1-1YCWP1OB&ct=200213",
        "Page Not Found",
        "This reprint can be read no longer.",
    ).judged("soft-404", "Status 200, and a title that says otherwise."),
)

PAGES: tuple[Page, ...] = (
    *_TARGETS,
    _WALL,
    *_OK,
    *_REDIRECTED,
    *_SOFT_404,
    not_found("https://newsroom.intel.com/news/aws-leverages-habana-gaudi-ai-processors").judged(
        "dead", "The newsroom has other paths now."
    ),
    not_found("https://www.coursera.org/learn/aws-machine-learning").judged(
        "dead", "The course is gone."
    ),
)
