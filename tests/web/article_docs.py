"""docs.aws.amazon.com as the article meets it: guides, renames, a lost anchor.

Data only: an estimate of what each link does, not a measurement of it.
"""

from tests.web.page import DOCS, Guide, Page, docs_page, guide_pages, not_found, redirect

SAGEMAKER = Guide("/sagemaker/latest/dg/", "Amazon SageMaker AI", "Developer Guide", "whatis.html")
REDSHIFT = Guide(
    "/redshift/latest/dg/", "Amazon Redshift", "Database Developer Guide", "welcome.html"
)
NEPTUNE = Guide("/neptune/latest/userguide/", "Amazon Neptune", "User Guide", "intro.html")

RENAMED = "Same URL; the guide's product is Amazon SageMaker AI since 2024-12-03."

_RENAMED_PAGES = tuple(
    docs_page(SAGEMAKER, name, title, text).judged("renamed", RENAMED)
    for name, title, text in (
        (
            "data-parallel.html",
            "Run distributed training with the SageMaker AI distributed data parallelism library",
            "The library spreads the batches of one training job over many accelerators.",
        ),
        (
            "data-wrangler-getting-started.html",
            "Get Started with Data Wrangler",
            "Data Wrangler is a feature in Amazon SageMaker Studio Classic.",
        ),
        (
            "feature-store-getting-started.html",
            "Get started with Amazon SageMaker Feature Store",
            "Create a feature group, put records into it and read them back.",
        ),
        (
            "sagemaker-projects.html",
            "MLOps Automation With SageMaker Projects",
            "A project sets up repositories and pipelines for a team from a template.",
        ),
    )
)

PAGES: tuple[Page, ...] = (
    *guide_pages(SAGEMAKER),
    *guide_pages(REDSHIFT),
    *guide_pages(NEPTUNE),
    *_RENAMED_PAGES,
    docs_page(
        SAGEMAKER,
        "model-parallel.html",
        "(Archived) SageMaker model parallelism library v1.x",
        "Version 1 of the library splits a model that is too large for one accelerator.",
    ).judged("retired", "Same URL; the title says (Archived)."),
    docs_page(
        SAGEMAKER,
        "edge-manager-getting-started.html",
        "First Steps with Amazon SageMaker AI Edge Manager",
        "Compile a model, package it and load it on a fleet of devices.",
    ).judged(
        "retired",
        "Ended on 2024-04-26 without a notice on this page: only a table of lifecycles tells.",
    ),
    docs_page(
        SAGEMAKER,
        "distributed-training.html",
        "Distributed training in Amazon SageMaker AI",
        "Several instances train one model together.",
        ids=(
            "distributed-training",
            "distributed-training-basic-concepts",
            "distributed-training-advanced-concepts",
        ),
    ).judged(
        "anchor-missing",
        "CSV: renamed. The page is up; the section is a page of its own now.",
        fragment="distributed-training-get-started",
    ),
    docs_page(
        SAGEMAKER,
        "distributed-training-get-started.html",
        "Get started with distributed training in Amazon SageMaker AI",
        "Choose a library, then set up the estimator.",
        ids=("distributed-training-get-started",),
    ),
    redirect(
        f"{SAGEMAKER.url}clarify-fairness-and-explainability.html",
        301,
        f"{SAGEMAKER.url}clarify-configure-processing-jobs.html"
        "#clarify-fairness-and-explainability",
    ).judged(
        "retired",
        "CSV: renamed. The page it is sent to says that Clarify takes no new customers, "
        "which is worse than renamed.",
    ),
    docs_page(
        SAGEMAKER,
        "clarify-configure-processing-jobs.html",
        "Fairness, model explainability and bias detection with SageMaker Clarify",
        "Amazon SageMaker Clarify is no longer open to new customers. "
        "Existing customers can continue to use the service as normal.",
        "A processing job compares outcomes between groups and explains predictions.",
        ids=("clarify-configure-processing-jobs", "clarify-fairness-and-explainability"),
    ),
    redirect(
        f"{REDSHIFT.url}geting-started-machine-learning.html",
        301,
        f"{REDSHIFT.url}getting-started-machine-learning.html",
    ).judged(
        "redirected",
        "CSV: renamed. Only the slip in the file's name was mended; "
        "product and title are what they were.",
    ),
    docs_page(
        REDSHIFT,
        "getting-started-machine-learning.html",
        "Getting started with Amazon Redshift ML",
        "Train a model with one SQL statement and call it as a function.",
    ),
    docs_page(
        NEPTUNE,
        "machine-learning.html",
        "Amazon Neptune ML for machine learning on graphs",
        "Graph neural networks predict missing properties and edges.",
    ).judged("ok", "The guide is up, under its name, without a notice."),
    not_found(f"{DOCS}/lookout-for-vision/latest/developer-guide/what-is.html").judged(
        "dead", "The whole guide is gone, so there is no folder to be sent to."
    ),
)
