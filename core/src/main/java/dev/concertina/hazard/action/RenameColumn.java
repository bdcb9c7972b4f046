package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.sql.QualifiedName;

/** {@code ALTER TABLE … RENAME COLUMN … TO …}. */
public record RenameColumn(QualifiedName table, String column, String newName, Span span)
    implements Action {}
