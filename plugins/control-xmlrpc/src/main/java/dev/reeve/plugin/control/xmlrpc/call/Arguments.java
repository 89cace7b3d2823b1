package dev.reeve.plugin.control.xmlrpc.call;

import java.util.List;

/// What a method was called with. Each reader checks the type.
record Arguments(List<Object> values, Update update) {
    String text(int at) throws Fault {
        if (values.get(at) instanceof String text) {
            return text;
        }
        throw wrong();
    }

    /// A text, or a number as text.
    String word(int at) throws Fault {
        return switch (values.get(at)) {
            case String text -> text;
            case Integer number -> number.toString();
            default -> throw wrong();
        };
    }

    long whole(int at) throws Fault {
        try {
            return switch (values.get(at)) {
                case Integer number -> number;
                case Long number -> number;
                case String text -> Long.parseLong(text.strip());
                default -> throw wrong();
            };
        } catch (NumberFormatException notANumber) {
            throw wrong();
        }
    }

    /// True where it was left out.
    boolean flag(int at) throws Fault {
        if (at >= values.size()) {
            return true;
        }
        return switch (values.get(at)) {
            case Boolean flag -> flag;
            case Integer number -> number != 0;
            default -> throw wrong();
        };
    }

    List<?> list(int at) throws Fault {
        if (values.get(at) instanceof List<?> list) {
            return list;
        }
        throw wrong();
    }

    private static Fault wrong() {
        return new Fault(Fault.Code.INCORRECT_PARAMETERS);
    }
}
