package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.guard.Gate;
import dev.reeve.plugin.control.xmlrpc.text.AnswerWriter;
import dev.reeve.plugin.control.xmlrpc.text.CallReader;
import dev.reeve.plugin.control.xmlrpc.text.MethodCall;
import dev.reeve.plugin.control.xmlrpc.wire.Answer;
import dev.reeve.plugin.control.xmlrpc.wire.Head;
import dev.reeve.plugin.control.xmlrpc.wire.Refusal;
import dev.reeve.plugin.control.xmlrpc.wire.Site;
import dev.reeve.supervisor.api.control.Supervisor;

import java.util.Locale;
import java.util.Map;

/// All that clients find: calls at `/RPC2`, and logs to follow.
public final class Desk implements Site {
    private final Methods methods;
    private final Tails tails;
    private final Gate gate;

    public Desk(Supervisor supervisor, Gate gate) {
        methods = new Methods(supervisor);
        tails = new Tails(supervisor);
        this.gate = gate;
    }

    @Override
    public Visit visit() {
        var update = new Update();
        return new Visit() {
            @Override
            public void admit(Head head) throws Refusal {
                gate.admit(head);
                check(head);
            }

            @Override
            public Answer answer(Head head, byte[] body) throws Refusal, InterruptedException {
                return head.method().equals("GET")
                        ? new Answer.Following(tails.of(head.path()))
                        : call(body, update);
            }
        };
    }

    /// Only XML: what a form on a stranger's page can send is something else.
    private static void check(Head head) throws Refusal {
        switch (head.method()) {
            case "GET" -> {
                if (head.length() > 0) {
                    throw new Refusal(400, "GET takes no body");
                }
            }
            case "POST" -> {
                if (!head.path().equals("/RPC2") && !head.path().equals("/RPC2/")) {
                    throw new Refusal(404, "calls go to /RPC2");
                }
                if (!isXml(head)) {
                    throw new Refusal(415, "a call must be text/xml");
                }
            }
            default -> throw new Refusal(405, "there is GET and POST");
        }
    }

    private static boolean isXml(Head head) {
        String type = head.header("content-type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals("text/xml") || bare.equals("application/xml");
    }

    private Answer call(byte[] body, Update update) throws Refusal, InterruptedException {
        MethodCall call;
        try {
            call = CallReader.read(body);
        } catch (CallReader.NotACall wrong) {
            throw new Refusal(400, String.valueOf(wrong.getMessage()));
        }
        byte[] answer;
        try {
            answer = AnswerWriter.value(methods.call(call.method(), call.parameters(), update));
        } catch (Fault fault) {
            answer = AnswerWriter.fault(fault.code().number(), fault.text());
        }
        return new Answer.Whole(200, "text/xml", answer, Map.of());
    }
}
