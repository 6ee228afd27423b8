"""Product pages of aws.amazon.com as the article meets them: moved, renamed, gone.

Data only: an estimate of what each link does, not a measurement of it.
"""

from tests.web.page import Page, plain_page, product_page, redirect

AWS = "https://aws.amazon.com"

# Where old links end. The /sagemaker/ai/ and /ai/ addresses and the title of Quick Sight
# have been seen in use by others; that the old addresses lead there is the estimate.
_TARGETS = (
    plain_page(f"{AWS}/", "Cloud Computing Services - Amazon Web Services (AWS)", "Build here."),
    product_page(
        f"{AWS}/sagemaker/",
        "The center for all your data, analytics, and AI",
        "Amazon SageMaker",
        "One studio for data and models.",
    ),
    product_page(
        f"{AWS}/sagemaker/ai/train/",
        "Train ML models",
        "Amazon SageMaker Model Training",
        "Train on one instance or on thousands.",
    ),
    product_page(
        f"{AWS}/sagemaker/ai/data-wrangler/",
        "Prepare data for ML",
        "Amazon SageMaker Data Wrangler",
        "Clean and join tables without writing code.",
    ),
    product_page(
        f"{AWS}/sagemaker/ai/feature-store/",
        "Store, share, and manage ML features",
        "Amazon SageMaker Feature Store",
        "Features for training and for inference from one place.",
    ),
    product_page(
        f"{AWS}/sagemaker/ai/pipelines/",
        "ML workflows",
        "Amazon SageMaker Pipelines",
        "Steps, conditions and a record of each run.",
    ),
    product_page(
        f"{AWS}/sagemaker/ai/clarify/",
        "Evaluate models and explain predictions",
        "Amazon SageMaker Clarify",
        "Amazon SageMaker Clarify is no longer open to new customers. "
        "Existing customers can continue to use the service as normal.",
        "Reports on bias in data and in models.",
    ),
    product_page(
        f"{AWS}/ai/machine-learning/trainium/",
        "AI accelerator",
        "AWS Trainium",
        "A chip made to train large models at a lower price.",
    ),
    product_page(
        f"{AWS}/ai/machine-learning/mlu/",
        "Machine Learning University",
        "",
        "The courses that Amazon teaches its own developers.",
    ),
    product_page(
        f"{AWS}/training/learn-about/ai-ml/",
        "Learn AI and ML skills",
        "AWS Training and Certification",
        "Courses by role, from a first look to certification.",
    ),
    product_page(
        f"{AWS}/quick/quicksight/",
        "AI-Powered Business Intelligence",
        "Quick Sight",
        "Dashboards, and answers to questions asked in plain words.",
    ),
    redirect(f"{AWS}/redshift", 301, f"{AWS}/redshift/"),
    product_page(
        f"{AWS}/redshift/", "Cloud data warehouse", "Amazon Redshift", "SQL over all your data."
    ),
)

_REDIRECTED = tuple(
    redirect(f"{AWS}/{old}", 301, f"{AWS}/{new}").judged("redirected", f"Lives at /{new} now.")
    for old, new in (
        ("machine-learning/trainium/", "ai/machine-learning/trainium/"),
        ("sagemaker/distributed-training/", "sagemaker/ai/train/"),
        ("sagemaker/feature-store/", "sagemaker/ai/feature-store/"),
        ("sagemaker/pipelines", "sagemaker/ai/pipelines/"),
        ("machine-learning/mlu/", "ai/machine-learning/mlu/"),
        ("training/learn-about/machine-learning/", "training/learn-about/ai-ml/"),
    )
)

_RENAMED = (
    redirect(f"{AWS}/sagemaker/data-wrangler/", 301, f"{AWS}/sagemaker/ai/data-wrangler/").judged(
        "renamed", "Data Wrangler is a part of Amazon SageMaker Canvas now."
    ),
    *(
        redirect(f"{AWS}/{old}", 301, f"{AWS}/quick/quicksight/").judged(
            "renamed", "Amazon QuickSight is Amazon Quick Sight, a part of Amazon Quick, now."
        )
        for old in ("quicksight", "quicksight/q")
    ),
)

_SOFT_404 = (
    redirect(f"{AWS}/sagemaker/edge-manager/", 301, f"{AWS}/sagemaker/").judged(
        "soft-404", "Lands on an ancestor of its own path."
    ),
    redirect(f"{AWS}/panorama/", 302, f"{AWS}/").judged("soft-404", "Lands on the home page."),
    *(
        redirect(f"{AWS}/{part}", 301, f"{AWS}/panorama/").judged(
            "soft-404", "An ancestor first, then the home page."
        )
        for part in ("panorama/appliance/", "panorama/panorama-device-sdk/")
    ),
    *(
        redirect(f"{AWS}/{gone}", status, f"{AWS}/").judged("soft-404", "Lands on the home page.")
        for gone, status in (
            ("lookout-for-metrics/", 302),
            ("lookout-for-equipment/", 302),
            ("deeplens/", 301),
            ("deepcomposer/", 302),
        )
    ),
    product_page(
        f"{AWS}/lookout-for-vision/", "Page Not Found", "", "We looked, and it is not here."
    ).judged("soft-404", "Status 200, and a title that says otherwise."),
)

_UP = (
    product_page(
        f"{AWS}/monitron/",
        "Detect abnormal machine conditions",
        "Amazon Monitron",
        "Amazon Monitron is no longer open to new customers. "
        "Existing customers can continue to use the service as normal.",
        "Sensors, a gateway and an app for the people who mend machines.",
    ).judged("retired", "The notice says that no new customers are taken."),
    plain_page(
        f"{AWS}/deepracer/",
        "AWS DeepRacer - the fastest way to get rolling with machine learning",
        "Race a small car that learns by trial and error.",
    ).judged("retired", "The service ended in December 2025; only a table of lifecycles tells."),
    product_page(
        f"{AWS}/neptune/machine-learning/",
        "Machine learning on graphs",
        "Amazon Neptune ML",
        "Predictions over connected data with graph neural networks.",
    ).judged("ok", "Up, under its name."),
    product_page(
        f"{AWS}/neptune/", "Graph Database", "Amazon Neptune", "A managed graph database."
    ).judged("ok", "Up, under its name."),
    product_page(
        f"{AWS}/healthlake/",
        "Store, transform, and analyze health data",
        "",
        "Health records in one order, ready to be asked.",
    ).judged("ok", "Up. The title names no product, or it would be a case of renamed."),
    product_page(
        f"{AWS}/healthlake/getting-started/",
        "Getting started with a health data lake",
        "",
        "Create a data store, then import records.",
    ).judged("ok", "Up. The title names no product, or it would be a case of renamed."),
)

PAGES: tuple[Page, ...] = (
    *_TARGETS,
    *_REDIRECTED,
    redirect("http://aws.amazon.com/redshift", 301, f"{AWS}/redshift").judged(
        "redirected", "To HTTPS, then to the trailing slash: two trivial hops."
    ),
    redirect(f"{AWS}/sagemaker/clarify/", 301, f"{AWS}/sagemaker/ai/clarify/").judged(
        "retired",
        "CSV: redirect. The new page says that no new customers are taken, which is worse.",
    ),
    *_RENAMED,
    *_SOFT_404,
    *_UP,
)
