package dev.concertina.journal;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import dev.concertina.change.Version;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Plan;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans as JSON and back. The form has a number: a plan that stands in a journal is read by later
 * releases, and a form that is newer than this program is refused rather than guessed at.
 */
public final class PlanCodec {

  static final int FORMAT = 1;

  private final StepEncoder encoder = new StepEncoder();
  private final StepDecoder decoder = new StepDecoder();

  public String encode(Plan plan) {
    JsonObject json = new JsonObject();
    json.put("format", FORMAT);
    json.put("version", plan.version().toString());
    json.put("description", plan.description());
    json.put("tables", Names.array(plan.tables().stream().map(Names::encode)));
    plan.publishes().ifPresent(schema -> json.put("publishes", schema.value()));
    json.put("phases", Names.array(plan.phases().stream().map(this::encode)));
    json.put("warnings", Names.array(plan.warnings().stream()));
    return JsonWriter.string(json);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the text is not a plan that this release knows
   */
  public Plan decode(String text) {
    JsonObject json = parse(text);
    int format = json.getInt("format");
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "the stored plan has format " + format + ", this release reads " + FORMAT);
    }
    return new Plan(
        Version.parse(Names.text(json, "version")),
        Names.text(json, "description"),
        Names.objects(json, "tables").map(Names::decode).toList(),
        Optional.ofNullable(json.getString("publishes")).map(Identifier::new),
        Names.objects(json, "phases").map(this::decodePhase).toList(),
        Names.strings(json, "warnings"));
  }

  private JsonObject encode(PhasePlan phase) {
    JsonObject json = new JsonObject();
    json.put("phase", phase.phase().name());
    json.put("steps", Names.array(phase.steps().stream().map(s -> s.accept(encoder))));
    JsonArray sights = new JsonArray();
    for (PhasePlan.Sight sight : phase.sights()) {
      JsonObject one = new JsonObject();
      one.put("old", sight.oldApplication());
      one.put("new", sight.newApplication());
      sights.add(one);
    }
    json.put("sights", sights);
    return json;
  }

  private PhasePlan decodePhase(JsonObject json) {
    Stream<PhasePlan.Sight> sights =
        Names.objects(json, "sights")
            .map(s -> new PhasePlan.Sight(Names.text(s, "old"), Names.text(s, "new")));
    return new PhasePlan(
        Phase.valueOf(Names.text(json, "phase")),
        Names.objects(json, "steps").map(decoder::decode).toList(),
        List.copyOf(sights.toList()));
  }

  private static JsonObject parse(String text) {
    try {
      return JsonParser.object().from(text);
    } catch (JsonParserException e) {
      throw new IllegalArgumentException("the stored plan is not JSON", e);
    }
  }
}
