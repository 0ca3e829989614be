package io.github.rackconnectmock.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what the nearest {@link RackConnectMock} says, and a {@link ScenarioSource} about the scenario. */
final class AnnotatedPlan implements MockPlan {
    /** Only an invocation's unique id has its number. */
    private static final Pattern INVOCATION = Pattern.compile("\\[test-template-invocation:#(\\d+)]$");

    @Override
    public Optional<MockPlace> place(ExtensionContext context) {
        Optional<ExtensionContext> method = MockPlace.methodContext(context);
        Optional<ExtensionContext> owner = owner(context);
        boolean hasSource = method.flatMap(ExtensionContext::getTestMethod)
                .filter(test -> AnnotationSupport.isAnnotated(test, ScenarioSource.class))
                .isPresent();
        if (hasSource) {
            RackConnectMock annotation =
                    owner.flatMap(AnnotatedPlan::annotation).orElse(defaults());
            return method.map(home -> ofScenarioSource(home, annotation));
        }
        ExtensionContext found = owner.orElseThrow(() -> new ExtensionConfigurationException(
                "RackConnectMockExtension finds no @RackConnectMock on " + context.getDisplayName()
                        + " or around it: add the annotation instead of @ExtendWith, or build the extension of a"
                        + " @RegisterExtension field with RackConnectMockExtension.builder()"));
        RackConnectMock annotation = annotation(found).orElse(defaults());
        boolean onMethod = found.getElement().filter(Method.class::isInstance).isPresent();
        if (annotation.lifecycle() == MockLifecycle.PER_CLASS) {
            if (onMethod) {
                throw new ExtensionConfigurationException(origin(found)
                        + ": lifecycle = PER_CLASS says nothing about a method; leave it out, or put the annotation on the"
                        + " class");
            }
            ExtensionContext home = MockPlace.wholeClass(found);
            return Optional.of(place(home, home, annotation));
        }
        return method.map(home -> place(home, found, annotation));
    }

    @Override
    public String mockName() {
        return "";
    }

    @Override
    public Object identity() {
        return RackConnectMock.class;
    }

    @Override
    public String perMethodRemedy() {
        return "say lifecycle = PER_METHOD";
    }

    @Override
    public String perClassRemedy() {
        return "say @RackConnectMock(lifecycle = PER_CLASS)";
    }

    private static MockPlace place(ExtensionContext home, ExtensionContext owner, RackConnectMock annotation) {
        return new MockPlace(home, owner.getUniqueId(), MockSettings.of(annotation, annotation.value(), origin(owner)));
    }

    private static MockPlace ofScenarioSource(ExtensionContext home, RackConnectMock annotation) {
        ScenarioArguments.refuseOtherTemplates(home.getRequiredTestMethod());
        ScenarioArguments.refuseOtherSources(home.getRequiredTestMethod());
        List<String> names = ScenarioArguments.names(home.getRequiredTestMethod());
        Matcher invocation = INVOCATION.matcher(home.getUniqueId());
        if (!invocation.find() || Integer.parseInt(invocation.group(1)) > names.size()) {
            throw ScenarioArguments.noInvocation(home.getRequiredTestMethod());
        }
        String scenario = names.get(Integer.parseInt(invocation.group(1)) - 1);
        String origin = "@ScenarioSource on " + name(home);
        return new MockPlace(home, home.getUniqueId(), MockSettings.of(annotation, scenario, origin));
    }

    /** The nearest context whose class or method has the annotation. */
    private static Optional<ExtensionContext> owner(ExtensionContext context) {
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            if (annotation(each).isPresent()) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static Optional<RackConnectMock> annotation(ExtensionContext context) {
        Optional<AnnotatedElement> element = context.getElement();
        return AnnotationSupport.findAnnotation(element, RackConnectMock.class);
    }

    private static RackConnectMock defaults() {
        return Defaults.class.getAnnotation(RackConnectMock.class);
    }

    private static String origin(ExtensionContext owner) {
        return "@RackConnectMock on " + name(owner);
    }

    private static String name(ExtensionContext owner) {
        String test = owner.getRequiredTestClass().getSimpleName();
        return owner.getElement()
                .filter(Method.class::isInstance)
                .map(method -> test + "." + ((Method) method).getName())
                .orElse(test);
    }

    /** Has the annotation with all its defaults. */
    @RackConnectMock
    private static final class Defaults {}
}
