package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.sql.QualifiedName;

/** {@code ALTER TABLE … DROP COLUMN …}. */
public record DropColumn(QualifiedName table, String column, boolean cascade, Span span)
    implements Action {}
