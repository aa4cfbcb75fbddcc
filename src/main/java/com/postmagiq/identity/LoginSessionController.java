package com.postmagiq.identity;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a person is signed in. There are at most 20, so the list is one page. */
@RestController
@RequestMapping("/api/v1/auth/sessions")
class LoginSessionController {
    private final LoginSessions sessions;
    private final LiveSessions live;

    LoginSessionController(LoginSessions sessions, LiveSessions live) {
        this.sessions = sessions;
        this.live = live;
    }

    @GetMapping
    Page<LiveSessions.Entry> list(@AuthenticationPrincipal SignedIn me) {
        return new Page<>(live.of(me.userId(), me.sessionId()), null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, @AuthenticationPrincipal SignedIn me) {
        if (!sessions.end(me.userId(), id, EndReason.REVOKED)) {
            throw new ProblemException(
                    GeneralProblem.NOT_FOUND, "You have no live session with this id.");
        }
    }
}
