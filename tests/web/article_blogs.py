"""AWS blog posts as the article meets them: all up, some about what has ended since.

Data only: an estimate of what each link does, not a measurement of it.
"""

from tests.web.page import Page, Verdict, blog_post, redirect

BLOGS = "https://aws.amazon.com/blogs"
NEWS = f"{BLOGS}/aws"
ML_BLOG = "AWS Machine Learning Blog"
BIG_DATA_BLOG = "AWS Big Data Blog"
DATABASE_BLOG = "AWS Database Blog"

NO_NOTICE = "Same URL, no notice: the headline names a product that has ended or is closed."
# Some real headlines name a product that was renamed since. These do not: they are the
# cases where nothing is wrong, and nothing may be found.
HEALTHY = "Up, and the headline names nothing that was renamed or has ended."


def _news(slug: str, headline: str, text: str, published: str, modified: str = "") -> Page:
    return blog_post(f"{NEWS}/{slug}/", headline, text, published=published, modified=modified)


def _judged(verdict: Verdict, why: str, *pages: Page) -> tuple[Page, ...]:
    return tuple(page.judged(verdict, why) for page in pages)


_DATA_WRANGLER = (
    "introducing-amazon-sagemaker-data-wrangler"
    "-a-visual-interface-to-prepare-data-for-machine-learning"
)

_OK = _judged(
    "ok",
    HEALTHY,
    blog_post(
        f"{BLOGS}/machine-learning/"
        "aws-and-nvidia-achieve-the-fastest-training-times-for-mask-r-cnn-and-t5-3b/",
        "AWS and NVIDIA achieve the fastest training times for Mask R-CNN and T5-3B",
        "Two large models, trained on hundreds of accelerators in minutes.",
        blog=ML_BLOG,
        modified="2021-02-10",
    ),
    _news(
        "managed-data-parallelism-in-amazon-sagemaker-simplifies-training-on-large-datasets",
        "Managed Data Parallelism Simplifies Training on Large Datasets",
        "Gradients are summed in the background, so that no accelerator waits.",
        "2020-12-08",
    ),
    _news(
        "new-store-discover-and-share-machine-learning-features-with-amazon-sagemaker"
        "-feature-store",
        "New – Store, Discover, and Share Machine Learning Features",
        "A feature is computed once and read by every team.",
        "2020-12-01",
    ),
    _news(
        "amazon-sagemaker-pipelines-brings-devops-to-machine-learning-projects",
        "Pipelines Bring DevOps to Machine Learning Projects",
        "Each step is recorded, so that a model can be built again.",
        "2020-12-01",
        "2021-04-28",
    ),
    blog_post(
        f"{BLOGS}/big-data/create-train-and-deploy-machine-learning-models-in-amazon-redshift"
        "-using-sql-with-amazon-redshift-ml/",
        "Create, train, and deploy machine learning models in Amazon Redshift using SQL "
        "with Amazon Redshift ML",
        "One statement trains the model; a function of the same name predicts.",
        blog=BIG_DATA_BLOG,
        published="2020-12-08",
        modified="2022-03-15",
    ),
    blog_post(
        f"{BLOGS}/database/announcing-amazon-neptune-ml-easy-fast-and-accurate-predictions"
        "-on-graphs/",
        "Announcing Amazon Neptune ML: Easy, fast, and accurate predictions on graphs",
        "Graph neural networks without leaving the database.",
        blog=DATABASE_BLOG,
        published="2020-12-08",
    ),
    _news(
        "new-amazon-healthlake-to-store-transform-and-analyze-petabytes-of-health-and-life"
        "-sciences-data-in-the-cloud",
        "New – Store, Transform, and Analyze Petabytes of Health and Life Sciences Data "
        "in the Cloud",
        "Records from many sources, brought into one order.",
        "2020-12-08",
    ),
)

_RETIRED = _judged(
    "retired",
    NO_NOTICE,
    _news(
        "new-amazon-sagemaker-clarify-detects-bias-and-increases-the-transparency-of-machine"
        "-learning-models",
        "New – Amazon SageMaker Clarify Detects Bias and Increases the Transparency "
        "of Machine Learning Models",
        "Measure bias before training and after it.",
        "2020-12-08",
    ),
    _news(
        "profile-your-machine-learning-training-jobs-with-amazon-sagemaker-debugger",
        "Profile Your Machine Learning Training Jobs With Amazon SageMaker Debugger",
        "See which step leaves the accelerators idle.",
        "2020-12-08",
        "2021-01-19",
    ),
    blog_post(
        f"{BLOGS}/machine-learning/identify-bottlenecks-improve-resource-utilization-and"
        "-reduce-ml-training-costs-with-the-new-profiling-feature-in-amazon-sagemaker-debugger/",
        "Identify bottlenecks, improve resource utilization, and reduce ML training costs "
        "with the new profiling feature in Amazon SageMaker Debugger",
        "A walk through one slow training job.",
        blog=ML_BLOG,
        published="2020-12-08",
    ),
    _news(
        "amazon-sagemaker-edge-manager-simplifies-operating-machine-learning-models-on-edge"
        "-devices",
        "Amazon SageMaker Edge Manager Simplifies Operating Machine Learning Models "
        "on Edge Devices",
        "Keep the models of a whole fleet up to date.",
        "2020-12-08",
    ),
    _news(
        "preview-amazon-lookout-for-metrics-anomaly-detection-service-monitoring-health-business",
        "Preview: Amazon Lookout for Metrics, an Anomaly Detection Service for Monitoring "
        "the Health of Your Business",
        "It learns what is usual and says when something is not.",
        "2020-12-08",
    ),
    _news(
        "amazon-monitron-a-simple-cost-effective-service-enabling-predictive-maintenance",
        "Amazon Monitron, a Simple and Cost-Effective Service Enabling Predictive Maintenance",
        "Sensors listen to a motor and tell when it needs care.",
        "2020-12-01",
    ),
    _news(
        "new-amazon-lookout-for-equipment-analyzes-sensor-data-to-help-detect-equipment-failure",
        "New – Amazon Lookout for Equipment Analyzes Sensor Data to Help Detect Equipment Failure",
        "For plants that have sensors already.",
        "2020-12-01",
    ),
    _news(
        "amazon-lookout-for-vision-new-machine-learning-service-that-simplifies-defect-detection"
        "-for-manufacturing",
        "Amazon Lookout for Vision – New Machine Learning Service Simplifies Defect Detection "
        "for Manufacturing",
        "Thirty pictures are enough to begin with.",
        "2020-12-01",
        "2021-02-24",
    ),
    _news(
        "using-computer-vision-applications-at-the-edge",
        "AWS Panorama Appliance: Bringing Computer Vision Applications to the Edge",
        "A box that turns cameras already on the wall into smart ones.",
        "2020-12-01",
    ),
    blog_post(
        f"{BLOGS}/machine-learning/introducing-the-aws-panorama-device-sdk-scaling-computer"
        "-vision-at-the-edge-with-aws-panorama-enabled-devices/",
        "Introducing the AWS Panorama Device SDK: Scaling computer vision at the edge "
        "with AWS Panorama-enabled devices",
        "For makers of cameras who want models to run on them.",
        blog=ML_BLOG,
    ),
)

PAGES: tuple[Page, ...] = (
    *_OK,
    *_RETIRED,
    _news(
        "amazon-quicksight-q-to-answer-ad-hoc-business-questions",
        "Amazon QuickSight Q to Answer Ad-Hoc Business Questions",
        "Type a question, get a chart.",
        "2020-12-01",
    ).judged("renamed", "Same URL; Amazon QuickSight has another name since 2025-10-09."),
    redirect(f"{NEWS}/{_DATA_WRANGLER}", 301, f"{NEWS}/{_DATA_WRANGLER}/").judged(
        "redirected", "The trailing slash, which is trivial."
    ),
    _news(
        _DATA_WRANGLER,
        "Introducing a Visual Interface to Prepare Data for Machine Learning",
        "Three hundred steps to choose from, none to write.",
        "2020-12-01",
    ),
)
