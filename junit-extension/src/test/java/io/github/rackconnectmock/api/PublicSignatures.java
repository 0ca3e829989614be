package io.github.rackconnectmock.api;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what a class offers to its users: one line for the class, then one for each public or protected member. */
final class PublicSignatures {
    private PublicSignatures() {}

    /** Whether users can name the class: it and all that it stands in are public or protected. */
    static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return isPublic(type.getModifiers()) && (outer == null || (!type.isAnonymousClass() && isPublic(outer)));
    }

    private static boolean isPublic(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    static List<String> of(Class<?> type) {
        List<String> members = new ArrayList<>();
        // What a class that isn't public declares is offered by its public subclasses.
        Class<?> declaring = type;
        do {
            fields(declaring).forEach(members::add);
            methods(declaring).forEach(members::add);
            declaring = declaring.getSuperclass();
        } while (declaring != null && !isPublic(declaring));
        constructors(type).forEach(members::add);

        List<String> lines = new ArrayList<>();
        lines.add(header(type));
        members.stream().distinct().sorted().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String header(Class<?> type) {
        String kind = type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        String modifiers = type.isInterface() || type.isEnum() || type.isRecord()
                ? Modifier.toString(type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED))
                : Modifier.toString(type.getModifiers());
        String above = Stream.concat(
                        Stream.ofNullable(type.getAnnotatedSuperclass())
                                .filter(parent -> !type.isEnum() && !type.isRecord())
                                .map(PublicSignatures::text)
                                .filter(parent -> !parent.equals("Object")),
                        Arrays.stream(type.getAnnotatedInterfaces()).map(PublicSignatures::text))
                .collect(Collectors.joining(", "));
        String annotations = Arrays.stream(type.getAnnotations())
                .map(each -> "@" + each.annotationType().getSimpleName())
                .sorted()
                .collect(Collectors.joining(" "));
        return Stream.of(
                        annotations,
                        modifiers,
                        type.isSealed() ? "sealed" : "",
                        kind,
                        name(type) + variables(type.getTypeParameters()).strip(),
                        above.isEmpty() ? "" : ": " + above)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static Stream<String> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(PublicSignatures::isOffered)
                .map(field -> modifiers(field.getModifiers()) + text(field.getAnnotatedType()) + " " + field.getName()
                        + constant(field));
    }

    /** The value of a constant, which compilers copy into users' classes. */
    private static String constant(Field field) {
        Class<?> type = field.getType();
        boolean copied = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (type.isPrimitive() || type == String.class);
        try {
            return copied ? " = " + field.get(null) : "";
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is public, but can't be read", e);
        }
    }

    private static Stream<String> constructors(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(PublicSignatures::isOffered)
                .map(constructor -> modifiers(constructor.getModifiers()) + variables(constructor.getTypeParameters())
                        + "new" + parameters(constructor));
    }

    private static Stream<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(PublicSignatures::isOffered)
                .map(method -> modifiers(method.getModifiers() & ~Modifier.TRANSIENT & ~Modifier.VOLATILE)
                        + variables(method.getTypeParameters())
                        + text(method.getAnnotatedReturnType()) + " " + method.getName() + parameters(method)
                        + defaultValue(method));
    }

    private static boolean isOffered(Member member) {
        return isPublic(member.getModifiers())
                && !member.isSynthetic()
                && !(member instanceof Method method && method.isBridge());
    }

    private static String defaultValue(Method method) {
        Object value = method.getDefaultValue();
        if (value == null) {
            return "";
        }
        return " default "
                + (value instanceof Object[] many
                        ? Arrays.toString(many)
                        : value instanceof String text ? "\"" + text + "\"" : value);
    }

    private static String parameters(Executable unit) {
        AnnotatedType[] types = unit.getAnnotatedParameterTypes();
        List<String> parameters =
                Arrays.stream(types).map(PublicSignatures::text).collect(Collectors.toList());
        if (unit.isVarArgs()) {
            String last = parameters.remove(types.length - 1);
            parameters.add(last.substring(0, last.length() - 2) + "...");
        }
        String thrown = Arrays.stream(unit.getAnnotatedExceptionTypes())
                .map(PublicSignatures::text)
                .collect(Collectors.joining(", "));
        return "(" + String.join(", ", parameters) + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & ~(Modifier.SYNCHRONIZED | Modifier.NATIVE));
        return text.isEmpty() ? "" : text + " ";
    }

    private static String variables(TypeVariable<?>[] variables) {
        if (variables.length == 0) {
            return "";
        }
        return Arrays.stream(variables)
                .map(variable -> variable.getName()
                        + Arrays.stream(variable.getAnnotatedBounds())
                                .map(PublicSignatures::text)
                                .filter(bound -> !bound.equals("Object"))
                                .map(bound -> " extends " + bound)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(", ", "<", "> "));
    }

    /** A type with its annotations, such as {@code @Nullable}. */
    private static String text(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return text(array.getAnnotatedGenericComponentType()) + annotations(array) + "[]";
        }
        if (type instanceof AnnotatedParameterizedType parameterized) {
            String arguments = Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                    .map(PublicSignatures::text)
                    .collect(Collectors.joining(", ", "<", ">"));
            return annotations(type) + name(((ParameterizedType) type.getType()).getRawType()) + arguments;
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return "?" + bounds(" super ", wildcard.getAnnotatedLowerBounds())
                    + bounds(" extends ", wildcard.getAnnotatedUpperBounds());
        }
        return annotations(type)
                + (type instanceof AnnotatedTypeVariable ? type.getType().getTypeName() : name(type.getType()));
    }

    private static String bounds(String word, AnnotatedType[] bounds) {
        return Arrays.stream(bounds)
                .map(PublicSignatures::text)
                .filter(bound -> !bound.equals("Object"))
                .map(bound -> word + bound)
                .collect(Collectors.joining());
    }

    /** Without what goes without saying: {@code java.lang}, and the root package. */
    private static String name(Type type) {
        String name = type.getTypeName();
        return name.startsWith("java.lang.") && name.indexOf('.', 10) < 0
                ? name.substring(10)
                : name.replace("io.github.rackconnectmock.", "");
    }

    private static String annotations(AnnotatedElement type) {
        return Arrays.stream(type.getAnnotations())
                .map(each -> "@" + each.annotationType().getSimpleName() + " ")
                .collect(Collectors.joining());
    }
}
