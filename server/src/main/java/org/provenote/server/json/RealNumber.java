package org.provenote.server.json;

import org.provenote.tracking.wire.PythonReal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** A real number as MLflow's server writes it: with Python's digits, and NaN and the infinities as words. */
final class RealNumber extends ValueSerializer<Double> {
    RealNumber() {}

    static void write(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(PythonReal.text(value));
        } else {
            json.writeString(Double.toString(value));
        }
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
        write(json, value);
    }
}
