"""Claims of the article, one each, credited to who made them."""

from sqlalchemy import Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, SlugKey, SlugText, children, one_of, reference, slug_shape
from api.vocabulary import Topic


class Insight(Base):
    __tablename__ = "insights"
    __table_args__ = (slug_shape(), one_of("topic", Topic), Index("ix_insights_topic", "topic"))

    slug: Mapped[SlugKey]
    statement: Mapped[str] = mapped_column(Text)
    topic: Mapped[str]

    contributors: Mapped[list["InsightContributor"]] = children(
        "InsightContributor", order_by="InsightContributor.position"
    )
    sources: Mapped[list["InsightSource"]] = children(
        "InsightSource", order_by="InsightSource.position"
    )
    regions: Mapped[list["InsightRegion"]] = children(
        "InsightRegion", order_by="InsightRegion.position"
    )
    complaints: Mapped[list["InsightComplaint"]] = children(
        "InsightComplaint", order_by="InsightComplaint.position"
    )


class OfInsight:
    """The owner column of every table below; the rows go with their insight."""

    insight: Mapped[SlugText] = mapped_column(
        reference("insights.slug", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )
    position: Mapped[int] = mapped_column(SmallInteger)


class InsightContributor(OfInsight, Base):
    __tablename__ = "insight_contributors"
    __table_args__ = (Index("ix_insight_contributors_contributor", "contributor"),)

    contributor: Mapped[SlugText] = mapped_column(reference("contributors.slug"), primary_key=True)


class InsightSource(OfInsight, Base):
    __tablename__ = "insight_sources"
    __table_args__ = (Index("ix_insight_sources_source", "source"),)

    source: Mapped[SlugText] = mapped_column(reference("sources.slug"), primary_key=True)


class InsightRegion(OfInsight, Base):
    __tablename__ = "insight_regions"
    __table_args__ = (Index("ix_insight_regions_region", "region"),)

    region: Mapped[SlugText] = mapped_column(reference("body_regions.slug"), primary_key=True)


class InsightComplaint(OfInsight, Base):
    __tablename__ = "insight_complaints"
    __table_args__ = (Index("ix_insight_complaints_complaint", "complaint"),)

    complaint: Mapped[SlugText] = mapped_column(reference("complaints.slug"), primary_key=True)
