// SPDX-License-Identifier: MIT
#include "core/session/login_offer.h"

#include "core/base/text.h"

namespace spp::session
{

namespace
{

/// SMTPAUTH: "cram…" CRAM-MD5 alone, "+cram…" all three, with "!" in front a login is required; "!" LOGIN and PLAIN, required;
/// "-" none; anything else LOGIN and PLAIN.
LoginOffer offerBySmtpAuth(const SessionConfig& config)
{
    LoginOffer offer;
    const auto variable = config.environment.value("SMTPAUTH");
    if (!variable || *variable == "-")
        return offer;
    const std::string whole = text::lower(*variable);
    const std::string_view value = std::string_view(whole).substr(whole.starts_with('!') ? 1 : 0);
    offer.exists = true;
    offer.challenges = value.starts_with("cram") || value.starts_with("+cram");
    offer.required = whole == "!" || (whole.starts_with('!') && offer.challenges);
    offer.methods = value.starts_with("cram") ? "CRAM-MD5" : offer.challenges ? "LOGIN PLAIN CRAM-MD5" : "LOGIN PLAIN";
    return offer;
}

LoginOffer offerOf(const SessionConfig& config)
{
    const AuthTraits& traits = config.dialect->auth;
    LoginOffer offer;
    switch (traits.offer) {
    case AuthTraits::Offer::Never: return offer;
    case AuthTraits::Offer::BySmtpAuth: return offerBySmtpAuth(config);
    case AuthTraits::Offer::WithProgram:
        if (passwordCommand(config).empty())
            return offer;
        break;
    case AuthTraits::Offer::Always: break;
    }
    offer.exists = true;
    offer.challenges = true;
    offer.methods = traits.methods;
    return offer;
}

} // namespace

LoginOffer loginOffer(const Context& context)
{
    LoginOffer offer = offerOf(context.config);
    offer.announced = offer.exists;
    if (!context.config.dialect->auth.onlyInTls || context.state.cipher ||
        context.config.environment.value("FORCETLS") == "0")
        return offer;
    offer.needsTls = offer.exists;
    offer.announced = false;
    return offer;
}

std::vector<std::string> passwordCommand(const SessionConfig& config)
{
    std::vector<std::string> words = config.passwordCommand;
    if (config.dialect->auth.hostIsFirstWord && !words.empty())
        words.erase(words.begin());
    return words;
}

} // namespace spp::session
